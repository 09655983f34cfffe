const LIGHT = `
    --page: #ffffff; --text: #17212b; --soft: #4c5965; --line: #d5dce3; --band: #f3f5f7;
    --good: #1c7a4b; --bad: #b3261e; --floor: #85a9d1; --over: #c0622b; --whole: #b4bec8;`;
const DARK = `
    --page: #0e1318; --text: #e8edf2; --soft: #aab6c2; --line: #35414d; --band: #1a2129;
    --good: #56c98b; --bad: #ff8a80; --floor: #4a719e; --over: #c4703c; --whole: #56636f;`;

/** The report's style: dark where the screen is, light on paper. */
export const PAGE_STYLE = `
:root { ${LIGHT} }
@media screen and (prefers-color-scheme: dark) { :root { ${DARK} } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--text); font: 15px/1.45 Helvetica, Arial, sans-serif; }
main { max-width: 1560px; margin: 0 auto; padding: 24px 28px 48px; }
h1 { margin: 0 0 4px; font-size: 25px; }
h2 { margin: 44px 0 0; padding-top: 18px; border-top: 1px solid var(--line); font-size: 20px; }
h3 { margin: 30px 0 10px; font-size: 16px; }
h4 { margin: 18px 0 2px; font-size: 14px; }
p { margin: 0 0 8px; color: var(--soft); max-width: 90ch; overflow-wrap: anywhere; }
p.closing { color: var(--good); white-space: pre-line; }
p.closing.failed { color: var(--bad); }
.picture svg { display: block; width: 100%; max-width: max-content; height: auto; }
.picture.narrow { display: none; }
.stacks { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 560px), 1fr)); gap: 4px 32px; align-items: start; }
table { width: 100%; border-collapse: collapse; font-size: 13px; }
th, td { padding: 4px 10px 4px 0; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; overflow-wrap: break-word; }
thead th { color: var(--soft); font-weight: 600; }
tfoot td { font-weight: 600; border-bottom: 0; }
summary { margin-top: 14px; font-weight: 600; cursor: pointer; }
.stacks td { font-size: 12px; }
.stacks p { font-size: 13px; }
.check + p { margin-top: 16px; }
.summary { table-layout: fixed; max-width: 1100px; }
.summary th { width: 40%; padding-right: 24px; color: var(--soft); font-weight: 600; }
.depth-1 { padding-left: 18px; }
.depth-2 { padding-left: 36px; }
.number { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; padding-right: 20px; }
.bars { width: 40%; min-width: 120px; font-size: 0; vertical-align: middle; }
.bar { display: inline-block; height: 10px; }
.bar.floor { background: var(--floor); }
.bar.whole { background: var(--whole); }
.bar.over { background: var(--over); }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
/* Where a row does not fit, its cells stand one below the other, each after what it is. */
@media screen and (max-width: 1000px) {
    .picture.wide { display: none; }
    .picture.narrow { display: block; }
    :is(.check, .connections) thead { display: none; }
    :is(.check, .connections) tr { display: block; padding: 6px 0; border-bottom: 1px solid var(--line); }
    :is(.check, .connections) td { display: grid; grid-template-columns: 9em minmax(0, 1fr); padding: 1px 0; border-bottom: 0; }
    :is(.check, .connections) td::before { content: attr(data-column); color: var(--soft); }
}
@media screen and (max-width: 600px) {
    main { padding: 16px 14px 32px; }
    .stacks thead { display: none; }
    .stacks tr, .summary tr { display: block; padding: 4px 0; border-bottom: 1px solid var(--line); }
    .stacks td, .summary th, .summary td { display: block; width: auto; padding-top: 0; padding-bottom: 0; border-bottom: 0; }
    .stacks td:not(:first-child) { padding-left: 18px; color: var(--soft); }
    .stacks .depth-1 ~ td { padding-left: 36px; }
    .stacks .depth-2 ~ td { padding-left: 54px; }
    .timings { font-size: 12px; }
    .timings td, .timings th { padding-right: 6px; }
    .bars, .timings th:last-child { display: none; }
}
@media print {
    @page { size: A4 landscape; margin: 12mm; }
    main { max-width: none; padding: 0; }
    .picture svg { max-height: 170mm; }
    .scenario + .scenario { break-before: page; }
    h2, h3, h4 { break-after: avoid; }
    tr, .picture { break-inside: avoid; }
}
`;
