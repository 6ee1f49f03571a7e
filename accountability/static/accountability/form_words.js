/* What stands in a form: reading it, and putting words back where they were typed. See typed_words.js. */
/* global SelectBox, SelectFilter */
"use strict";
{
    const NOT_WORDS = /^csrfmiddlewaretoken$|^_|^decide-|__prefix__|password/i;
    const NO_BOXES = ["hidden", "submit", "button", "image", "reset", "file", "password"];
    const ROW = /^(.+)-(\d+)-(.+)$/;

    /* Django's chooser with two lists: what is chosen are all entries of the second. */
    const chooser = (box) => box.classList.contains("filtered") && window.SelectBox?.cache[box.id];

    const boxes = (form) => [...form.elements].filter((box) =>
        box.name && !box.disabled && !NOT_WORDS.test(box.name) && !NO_BOXES.includes(box.type)
        && ["INPUT", "SELECT", "TEXTAREA"].includes(box.tagName)
        && !(box.classList.contains("filtered") && box.id.endsWith("_from")));

    const valuesIn = (box) => {
        if (chooser(box)) {
            return chooser(box).map((entry) => [entry.value, entry.text]);
        }
        if (box.tagName === "SELECT") {
            return [...box.selectedOptions].map((option) => [option.value, option.text]);
        }
        if (["checkbox", "radio"].includes(box.type)) {
            return box.checked ? [[box.value]] : [];
        }
        return [[box.value]];
    };

    /* What stands in the form: for each name its values, a choice with the words it is shown by. */
    const read = (form) => {
        const words = {};
        for (const box of boxes(form)) {
            words[box.name] = [...(words[box.name] ?? []), ...valuesIn(box)];
        }
        return words;
    };

    const same = (one, other) => JSON.stringify(one?.map(([value]) => value)) === JSON.stringify(other?.map(([value]) => value));

    const changed = (before, now) => Object.fromEntries(
        Object.entries(now).filter(([name, values]) => !same(values, before[name])));

    const count = (form, prefix, which) => Number(form.elements[`${prefix}-${which}_FORMS`]?.value ?? 0);

    /* Which row on file each row of a table is: "approaches-0" is number 57, a new one is "". */
    const rowsOnFile = (form) => {
        const rows = {};
        for (const {name, value} of form.elements) {
            const [, prefix, place, field] = ROW.exec(name ?? "") ?? [];
            if (field === "id" && place !== undefined) {
                rows[`${prefix}-${place}`] = value;
            }
        }
        return rows;
    };

    const isUntouched = (form, row, before) => {
        const now = Object.entries(read(form)).filter(([name]) => name.startsWith(`${row}-`));
        return now.every(([name, values]) => same(values, before[name]));
    };

    const addRow = (form, prefix) => {
        const place = count(form, prefix, "TOTAL");
        document.querySelector(`#${CSS.escape(prefix)}-group .add-row a`)?.click();
        return count(form, prefix, "TOTAL") > place ? `${prefix}-${place}` : null;
    };

    /* The row that words go to: the same row on file wherever it stands now, or a new row that nobody has used. */
    const rowFor = (form, prefix, id, taken, before) => {
        const now = rowsOnFile(form);
        if (id) {
            return Object.keys(now).find((row) => row.startsWith(`${prefix}-`) && now[row] === id) ?? null;
        }
        for (let place = count(form, prefix, "INITIAL"); place < count(form, prefix, "TOTAL"); place += 1) {
            const row = `${prefix}-${place}`;
            if (!taken.has(row) && isUntouched(form, row, before)) {
                return row;
            }
        }
        return addRow(form, prefix);
    };

    /* Where kept words belong in the form as it is now: for each name the one it goes by, null where there is no place
       for it, and whether that is in a new row, where nothing stands that could be lost. */
    const placesFor = (form, kept, before) => {
        const rows = {};
        return Object.entries(kept.words).map(([name, values]) => {
            const [, prefix, place, field] = ROW.exec(name) ?? [];
            if (!prefix || !form.elements[`${prefix}-TOTAL_FORMS`]) {
                return {name, values, target: name, isNew: false};
            }
            const row = `${prefix}-${place}`;
            if (!(row in rows)) {
                rows[row] = rowFor(form, prefix, kept.rows[row], new Set(Object.values(rows)), before);
            }
            return {name, values, target: rows[row] && `${rows[row]}-${field}`, isNew: !kept.rows[row]};
        });
    };

    const fillChooser = (box, wanted) => {
        const field = box.id.replace(/_to$/, "");
        const from = `${field}_from`;
        const all = [...SelectBox.cache[from], ...SelectBox.cache[box.id]];
        SelectBox.cache[box.id] = all.filter((entry) => wanted.includes(entry.value));
        SelectBox.cache[from] = all.filter((entry) => !wanted.includes(entry.value));
        SelectBox.redisplay(from);
        SelectBox.redisplay(box.id);
        SelectFilter.refresh_icons(field);
    };

    const fillBox = (box, values) => {
        const wanted = values.map(([value]) => value);
        if (chooser(box)) {
            fillChooser(box, wanted);
        } else if (box.tagName === "SELECT") {
            if (box.classList.contains("admin-autocomplete")) { // it holds what was chosen, and nothing else
                const there = [...box.options].map((option) => option.value);
                values.filter(([value]) => !there.includes(value)).forEach(([value, text]) => box.add(new Option(text, value)));
            }
            [...box.options].forEach((option) => { option.selected = wanted.includes(option.value); });
        } else if (["checkbox", "radio"].includes(box.type)) {
            box.checked = wanted.includes(box.value);
        } else {
            box.value = wanted[0] ?? "";
        }
        box.dispatchEvent(new Event("input", {bubbles: true}));
        box.dispatchEvent(new Event("change", {bubbles: true}));
    };

    /* Whether a box holds what it held when the words were typed; of a page that was itself unsaved that is not known. */
    const isAsItWas = (now, was) => was ? same(now, was) : now.every(([value]) => value === "");

    /* Put kept words back, but nowhere over something else: over what was typed since the page was opened, or what
       somebody has saved in the meantime. What finds no place is returned. */
    const fill = (form, kept, before) => {
        const typedSince = changed(before, read(form));
        const left = [];
        for (const {name, values, target, isNew} of placesFor(form, kept, before)) {
            if (isNew || (!(target in typedSince) && isAsItWas(before[target] ?? [], kept.was[name]))) {
                boxes(form).filter((box) => box.name === target).forEach((box) => fillBox(box, values));
            }
            if (!same(read(form)[target], values)) {
                left.push([name, values.map(([value, text]) => text ?? value).join(", ")]);
            }
        }
        return left.filter(([, value]) => value);
    };

    window.formWords = {read, changed, same, rowsOnFile, fill};
}
