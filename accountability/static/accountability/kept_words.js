/* The drawer in this browser for words that are typed and not saved yet. See typed_words.js.

   Each page that is open keeps its words under a label of its own: the key is "kept-words/EDITOR/LABEL". They
   are encrypted with a key that comes only with pages which the same editor opens while signed in; in the clear
   stand the address and the time. */
"use strict";
{
    const DRAWER = "kept-words/";
    const SEVEN_DAYS = 7 * 24 * 60 * 60 * 1000;

    const toText = (bytes) => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
    const toBytes = (text) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0));

    const inDrawer = (wanted) => Object.keys(localStorage).filter((key) => key.startsWith(DRAWER) && wanted(key));

    const readable = (key) => {
        try {
            return JSON.parse(localStorage.getItem(key));
        } catch {
            return null;
        }
    };

    window.keptWords = {
        /* Throw away what is older than seven days, whoever typed it. */
        dropOld: () => inDrawer((key) => !(Date.now() - readable(key)?.at < SEVEN_DAYS))
            .forEach((key) => localStorage.removeItem(key)),

        /* Throw away all that an editor typed: they have signed out. */
        empty: (editor) => inDrawer((key) => key.startsWith(`${DRAWER}${editor}/`))
            .forEach((key) => localStorage.removeItem(key)),

        /* Throw away what the site says is saved. It says so in a cookie named after the label. */
        dropSaved: (path) => {
            for (const [cookie, label] of document.cookie.matchAll(/saved-words-([0-9a-f]{32})/g)) {
                inDrawer((key) => key.endsWith(`/${label}`)).forEach((key) => localStorage.removeItem(key));
                document.cookie = `${cookie}=; Max-Age=0; Path=${path}; SameSite=Strict`;
            }
        },

        /* The drawer of one editor; null where the browser does not encrypt (without https). */
        open: async (editor, secret) => {
            if (!editor || !window.crypto?.subtle) {
                return null;
            }
            const lock = await crypto.subtle.importKey("raw", toBytes(secret), "AES-GCM", false, ["encrypt", "decrypt"]);
            const keyOf = (label) => `${DRAWER}${editor}/${label}`;
            return {
                put: async (label, address, kept) => {
                    const iv = crypto.getRandomValues(new Uint8Array(12));
                    const plain = new TextEncoder().encode(JSON.stringify(kept));
                    const sealed = new Uint8Array(await crypto.subtle.encrypt({name: "AES-GCM", iv}, lock, plain));
                    const record = {at: Date.now(), address, iv: toText(iv), sealed: toText(sealed)};
                    localStorage.setItem(keyOf(label), JSON.stringify(record));
                },
                has: (label) => localStorage.getItem(keyOf(label)) !== null,
                drop: (label) => localStorage.removeItem(keyOf(label)),
                /* What was kept for a page, oldest first; what another key sealed is left alone. */
                keptFor: async (address) => {
                    const found = [];
                    for (const key of inDrawer((name) => name.startsWith(keyOf("")))) {
                        const record = readable(key);
                        if (record?.address === address) {
                            try {
                                const iv = toBytes(record.iv);
                                const plain = await crypto.subtle.decrypt({name: "AES-GCM", iv}, lock, toBytes(record.sealed));
                                const kept = JSON.parse(new TextDecoder().decode(plain));
                                found.push({label: key.slice(keyOf("").length), at: record.at, ...kept});
                            } catch {
                                continue;
                            }
                        }
                    }
                    return found.sort((one, other) => one.at - other.at);
                },
            };
        },
    };
}
