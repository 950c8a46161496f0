/** How timelines look. Colours come as variables, so that they follow the theme of the page. */
export const TIMELINE_STYLE = `
.timeline{margin:1rem 0}
.rollout{border-bottom:1px solid var(--line);padding:.35rem 0;margin:0}
.rollout>summary{cursor:pointer}
.tl-stuck{border:1px solid var(--bad);border-left-width:6px;border-radius:6px;padding:.5rem .9rem;margin:.75rem 0;background:var(--bad-soft)}
.tl-stuck h4{margin:.2rem 0;color:var(--bad);font-size:1rem}
.tl-stuck p,.tl-stuck ul{margin:.35rem 0}
.tl-controls{display:flex;flex-wrap:wrap;gap:.5rem;align-items:center;position:sticky;top:0;z-index:1;background:var(--page);padding:.5rem 0}
.tl-controls input{flex:1 1 10rem;min-width:8rem;accent-color:var(--accent)}
.tl-controls label{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.tl-clock{font-variant-numeric:tabular-nums;min-width:8.5em}
.timeline button{font:inherit;color:var(--text);background:var(--box);border:1px solid var(--line-strong);border-radius:6px;padding:.3rem .75rem;min-height:2.25rem;min-width:2.5rem;cursor:pointer}
.timeline button:disabled{opacity:.45;cursor:default}
.tl-play{width:5.2em}
.timeline :focus-visible{outline:3px solid var(--accent);outline-offset:2px}
.tl-said{border-left:4px solid var(--accent);padding:.3rem .8rem;min-height:5.2em;overflow-wrap:anywhere;background:var(--box);border-radius:0 6px 6px 0}
.tl-said ul{margin:.2rem 0;padding-left:1.1rem}
.tl-here{color:var(--bad);font-weight:600}
.tl-table{overflow-x:auto;margin:.6rem 0}
.tl-table table{border-collapse:collapse;font-variant-numeric:tabular-nums;min-width:38rem;width:100%}
.tl-table caption{text-align:left;font-weight:600;padding:.2rem 0}
.tl-table th,.tl-table td{text-align:left;padding:.25rem .7rem .25rem 0;border-bottom:1px solid var(--line);vertical-align:top}
.tl-table thead th{color:var(--muted);font-weight:500}
.tl-row-stuck td:last-child,.tl-below td:nth-child(4){color:var(--bad);font-weight:600}
.tl-waiting,.tl-note{color:var(--muted)}
.timeline .tl-pick{min-height:0;padding:.05rem .5rem;font-weight:600;text-align:left;overflow-wrap:anywhere}
.tl-pick[aria-pressed=true]{border-color:var(--accent);box-shadow:inset 0 0 0 2px var(--accent)}
.tl-picked .tl-task:not(.tl-mine){opacity:.2}
.tl-legend ul{list-style:none;padding:0;margin:.4rem 0}
.tl-fleet{list-style:none;padding:0;margin:.6rem 0;display:grid;grid-template-columns:repeat(auto-fill,minmax(12rem,1fr));gap:.5rem}
.tl-instance{border:1px solid var(--line-strong);border-radius:8px;padding:.4rem .55rem;background:var(--box);content-visibility:auto;contain-intrinsic-size:auto 5.5rem}
.tl-instance[data-state="1"]{border-style:dashed}
.tl-instance[data-state="3"]{border-color:var(--warn);border-width:2px}
.tl-instance[data-state="4"]{border-color:var(--bad);border-width:2px;border-style:dotted}
.tl-name{font-weight:600;overflow-wrap:anywhere}
.tl-name small{display:block;font-weight:400;color:var(--muted)}
.tl-state{font-size:.82rem;color:var(--muted);min-height:1.2em}
.tl-tasks{display:flex;flex-wrap:wrap;gap:3px;margin-top:.3rem}
.tl-task{display:inline-block;box-sizing:border-box;width:1.35rem;height:1.35rem;line-height:1.2rem;text-align:center;font-style:normal;font-size:.85rem;border:2px solid var(--old);border-radius:3px;color:var(--on-fill);background:var(--old)}
.tl-task[data-rev="1"]{border-color:var(--new);background:var(--new);border-radius:50%}
.tl-task[data-state="2"],.tl-task[data-state="3"]{background:transparent;color:var(--text)}
.tl-task[data-state="2"]{border-style:dashed}
.tl-task[data-state="5"],.tl-task[data-state="6"]{background:transparent;color:var(--bad);border-style:dotted}
.tl-changed{box-shadow:0 0 0 2px var(--page),0 0 0 4px var(--accent)}
.tl-charts{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,22rem),1fr));gap:.75rem;margin:.75rem 0}
.tl-chart{margin:0;min-width:0}
.tl-chart figcaption{font-size:.9rem;overflow-wrap:anywhere}
.tl-chart svg{width:100%;max-width:44rem;height:auto;display:block}
.tl-chart text{fill:var(--muted);font-size:11px}
.tl-axis{stroke:var(--line-strong)}
.tl-healthy{fill:none;stroke:var(--new);stroke-width:2}
.tl-minimum{stroke:var(--warn);stroke-width:1.5;stroke-dasharray:6 4}
.tl-sticks{stroke:var(--bad);stroke-width:2}
.tl-now{stroke:var(--accent);stroke-width:1.5}
.tl-events ol{list-style:none;padding:0;margin:.4rem 0}
.tl-events li{display:grid;grid-template-columns:5em 1fr;gap:.5rem;padding:.2rem .4rem;border-bottom:1px solid var(--line);overflow-wrap:anywhere}
.tl-events li[aria-current]{background:var(--box);box-shadow:inset 4px 0 0 var(--accent)}
.tl-at{font-variant-numeric:tabular-nums;text-align:right;color:var(--muted)}
@media (max-width:40rem){.tl-controls input{order:1;flex-basis:100%}}
@media print{.tl-controls,.tl-jump{display:none!important}.tl-instance{content-visibility:visible;break-inside:avoid}.tl-stuck,.tl-chart{break-inside:avoid}}
`;
