/* Keeps in this browser what an editor types until it is saved, offers it on the next visit, and warns before a
   changed page is left. It never fills a form by itself. Without it everything else works. */
/* global formWords, keptWords */
"use strict";
{
    const {editor, key, home, unsaved, signedOut} = document.currentScript.dataset;
    const NOT_WATCHED = ["login-form", "changelist-form"];
    const SOON = 400; // milliseconds after the last key
    const NOTE = "What you type is kept in this browser until you save, for seven days at most.";
    const NO_ROOM = "This browser has no room left to keep what you type. Save soon.";

    const newLabel = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");

    const addressOf = (form) => {
        const asked = new URLSearchParams(location.search);
        ["_popup", "_to_field", "_changelist_filters", "next"].forEach((name) => asked.delete(name));
        const which = form.id || form.querySelector('[name="action"]')?.value || [...document.forms].indexOf(form);
        return `${location.pathname}?${asked}#${which}`;
    };

    const when = (at) => {
        const time = new Date(at).toLocaleTimeString("en-GB", {hour: "2-digit", minute: "2-digit"});
        const day = new Date(at).toLocaleDateString("en-GB", {day: "numeric", month: "long"});
        const today = new Date().toLocaleDateString("en-GB", {day: "numeric", month: "long"});
        return day === today ? `at ${time}` : `on ${day} at ${time}`;
    };

    const make = (tag, properties = {}, ...inside) => {
        const element = Object.assign(document.createElement(tag), properties);
        element.append(...inside);
        return element;
    };

    /* What found no place in the form, to be copied. */
    const toCopy = (left) => left.map(([name, value]) =>
        make("p", {className: "desk-typed"}, make("label", {}, name.replace(/[-_]/g, " "),
            make("textarea", {readOnly: true, rows: /.{80}|\n/.test(value) ? 8 : 1, value}))));

    const watch = (form, drawer) => {
        const before = formWords.read(form);
        let was = unsaved === undefined ? before : {}; // what stands on file, as far as it is known
        const label = newLabel();
        const address = addressOf(form);
        const offers = make("div");
        const note = make("p", {className: "desk-keeps help", hidden: true});
        offers.setAttribute("role", "status");
        form.before(offers);
        form.append(note);
        let sent = ""; // what stood in the form when it was sent
        let last = ""; // what was kept last
        let timer = 0;

        const typed = () => formWords.changed(was, formWords.read(form));
        const isChanged = () => Object.keys(typed()).length > 0;

        const keep = async () => {
            clearTimeout(timer);
            const words = typed();
            if (!drawer || (JSON.stringify(words) === last && drawer.has(label))) {
                return;
            }
            last = JSON.stringify(words);
            if (Object.keys(words).length === 0) {
                drawer.drop(label);
                return;
            }
            try {
                const stood = Object.fromEntries(Object.keys(words).map((name) => [name, was[name]]));
                await drawer.put(label, address, {words, was: stood, rows: formWords.rowsOnFile(form)});
                note.textContent = NOTE;
            } catch {
                note.textContent = NO_ROOM;
            }
            note.hidden = false;
        };
        const keepSoon = () => {
            clearTimeout(timer);
            timer = setTimeout(keep, SOON);
        };

        const offer = (kept) => {
            const said = make("p", {}, `You typed something here ${when(kept.at)} that was not saved.`);
            const back = make("button", {type: "button", className: "button"}, "Bring it back");
            const away = make("button", {type: "button", className: "button"}, "Throw it away");
            const panel = make("section", {className: "desk-kept desk-offer"}, said, make("p", {}, back, " ", away));
            back.addEventListener("click", async () => {
                const left = formWords.fill(form, kept, before);
                const filled = "It is back. Nothing has been saved yet: look it over and save.";
                const rest = "Some of it has no place here now, or something else stands there. Copy what you need:";
                panel.replaceChildren(make("p", {}, left.length ? `${filled} ${rest}` : filled), ...toCopy(left));
                await keep();
                if (!left.length) {
                    drawer.drop(kept.label);
                }
            });
            away.addEventListener("click", () => {
                drawer.drop(kept.label);
                panel.replaceChildren(make("p", {}, "It is thrown away."));
            });
            offers.append(panel);
        };

        const offerWhatWasKept = async () => {
            for (const kept of await drawer?.keptFor(address) ?? []) {
                const now = formWords.read(form);
                if (Object.entries(kept.words).every(([name, values]) => formWords.same(values, now[name]))) {
                    was = unsaved === undefined ? was : {...before, ...kept.was}; // it was this page, before it was sent
                    drawer.drop(kept.label);
                } else {
                    offer(kept);
                }
            }
            if (unsaved !== undefined) {
                keep();
            }
        };

        ["input", "change", "click", "keyup"].forEach((name) => form.addEventListener(name, keepSoon));
        document.addEventListener("formset:removed", keepSoon);
        window.addEventListener("focus", keepSoon);
        document.addEventListener("visibilitychange", keep);
        form.addEventListener("submit", () => {
            form.querySelector('[name="_kept_as"]')?.remove();
            form.append(make("input", {type: "hidden", name: "_kept_as", value: label}));
            sent = JSON.stringify(typed());
            keep();
        });
        window.addEventListener("beforeunload", (leaving) => {
            if (isChanged() && sent !== JSON.stringify(typed())) {
                leaving.preventDefault();
            }
        });
        offerWhatWasKept();
    };

    const start = async () => {
        keptWords.dropOld();
        if (home) {
            keptWords.dropSaved(home);
        }
        if (signedOut) {
            keptWords.empty(signedOut);
        }
        const drawer = await keptWords.open(editor, key);
        const forms = [...document.querySelectorAll('#content-main form[method="post"]')];
        forms.filter((form) => !NOT_WATCHED.includes(form.id) && Object.keys(formWords.read(form)).length)
            .forEach((form) => watch(form, drawer));
    };

    // Django's own scripts build their choosers when the page is loaded; what stands there then is what was sent.
    window.addEventListener("load", () => setTimeout(start));
}
