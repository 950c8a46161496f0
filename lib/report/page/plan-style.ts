/** Colours that colour-blind readers tell apart, after Okabe and Ito; a second and third round have stripes. */
const COLOURS = ['#0072b2', '#e69f00', '#009e73', '#cc79a7', '#56b4e9', '#d55e00', '#f0e442', '#7d7d7d'];
/** Whether text on the colour is black. */
const ON = ['#fff', '#000', '#000', '#000', '#000', '#000', '#000', '#000'];

const PALETTE = COLOURS.map((colour, index) => `[data-k="${index}"]{--fill:${colour};--on:${ON[index]}}`).join('\n');

/** How a plan looks. */
export const PLAN_STYLE = `
${PALETTE}
[data-p="1"]{--stripe:repeating-linear-gradient(45deg,#0003 0 3px,#0000 3px 7px)}
[data-p="2"]{--stripe:repeating-linear-gradient(0deg,#0003 0 2px,#0000 2px 5px)}
nav ul{list-style:none;display:flex;flex-wrap:wrap;gap:.2rem 1.2rem;padding:0;margin:.4rem 0}
small{color:var(--muted);font-weight:400}
.filter input,.filter select,.pick{font:inherit;color:var(--text);background:var(--box);border:1px solid var(--line-strong);border-radius:6px;padding:.25rem .6rem}
.hush{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(10.5rem,1fr));gap:.6rem;margin:1rem 0}
.figures>div{display:block;background:var(--box);border:1px solid var(--line);border-radius:8px;padding:.6rem .8rem}
.figures dt{font-size:.85rem}.figures dd{font-size:1.1rem;font-weight:600}
.choice{border:0;padding:0;margin:.4rem 0;display:flex;flex-wrap:wrap;gap:.3rem 1.2rem}
.choice[hidden]{display:none}.choice legend{float:left;margin-right:1rem;color:var(--muted)}
h4{font-size:1rem;margin:.8rem 0 .3rem}h5{font-size:.95rem;margin:.9rem 0 .3rem}
.fleet,.hold{list-style:none;padding:0;margin:0}
.fleet{display:grid;grid-template-columns:repeat(auto-fill,minmax(15rem,1fr));gap:.6rem}
.instance{border:1px solid var(--line-strong);border-radius:8px;background:var(--box);padding:.45rem .55rem;content-visibility:auto;contain-intrinsic-size:auto 9.2rem}
.instance[data-full]{border-width:2px;border-color:var(--text)}.full{float:right;font-weight:700;color:var(--text);text-transform:uppercase;letter-spacing:.05em}
.name{font-weight:600;font-size:.9rem;overflow-wrap:anywhere}
.hold{display:flex;height:3.4rem;margin:.35rem 0;border:1px solid var(--line-strong);border-radius:4px;padding:2px;background:repeating-linear-gradient(135deg,var(--page) 0 6px,var(--box) 6px 12px);overflow:hidden}
.hold li{flex:0 1 var(--w);min-width:2px;display:flex}
.t{width:100%;min-width:0;padding:0;border:0;border-radius:3px;box-shadow:inset 0 0 0 1px var(--box);font-size:.72rem;overflow:hidden;white-space:nowrap;cursor:default}
.t,.key{color:var(--on);background:var(--stripe,none) var(--fill)}
.t:focus-visible{outline-offset:-3px;outline-color:var(--on)}
.key{display:inline-block;width:.85em;height:.85em;border-radius:3px;margin-right:.45em;vertical-align:-.05em}
.bars{margin:0;font-size:.8rem;font-variant-numeric:tabular-nums}
.bars>div{grid-template-columns:4.2rem 1fr;align-items:center}
.bars dd{display:flex;gap:.5rem;align-items:center}
.bars dd span:last-child{min-width:3.2rem;text-align:right}
.bar{flex:1;height:.45rem;border:1px solid var(--line-strong);border-radius:3px;background:linear-gradient(var(--accent),var(--accent)) 0/var(--share) 100% no-repeat}
.limiting dt,.limiting dd{font-weight:700;color:var(--text)}
.waiting{border:1px solid var(--bad);border-left-width:6px;border-radius:6px;background:var(--bad-soft);padding:.3rem .9rem;margin:.6rem 0}
.waiting p{margin:.3rem 0}.waiting strong{color:var(--bad)}
.filter{display:flex;flex-wrap:wrap;gap:.4rem 1rem;align-items:center;margin:.4rem 0}.filter[hidden]{display:none}
.pick{text-align:left;border-color:transparent;background:none}.pick[aria-pressed=true]{border-color:var(--accent);background:var(--box)}
.findings{list-style:none;padding:0}
.findings li{border-left:6px solid var(--line-strong);padding:.1rem .9rem;margin:.9rem 0}
.findings li[data-kind=error]{border-color:var(--bad)}.findings li[data-kind=warning]{border-color:var(--warn)}
.findings h3{margin:.2rem 0}.findings p{margin:.25rem 0;overflow-wrap:anywhere}
.kind{text-transform:uppercase;font-size:.8rem;letter-spacing:.04em}
.place{color:var(--muted);font-family:ui-monospace,monospace;font-size:.85rem}
#note{position:sticky;bottom:0;background:var(--page);border-top:2px solid var(--accent);padding:.4rem .2rem;min-height:0}
#note:empty{display:none}#note p{margin:.1rem 0}
@media (max-width:30rem){body{padding:.6rem}.fleet{grid-template-columns:1fr}.pick{padding-left:0}}
@media print{.filter,.choice,#note,nav{display:none}.scene[hidden]{display:block!important}.instance{break-inside:avoid;content-visibility:visible}.t,.key,.bar{print-color-adjust:exact}}
`;
