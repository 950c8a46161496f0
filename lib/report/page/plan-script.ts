/**
 * What runs in the browser: the choice of the counts that are drawn, the filter of services, and what is said of a task
 * that is pointed at. One listener of each kind for the whole page, so that thousands of tasks cost nothing.
 */
export const PLAN_SCRIPT = `(() => {
'use strict';
const { services, reasons } = JSON.parse(document.getElementById('notes').textContent);
const note = document.getElementById('note');
const shade = document.head.appendChild(document.createElement('style'));
const picked = new Set();
let said;

const scenes = (radio) => radio.closest('section').querySelectorAll('.scene');
function choose(radio) {
  for (const scene of scenes(radio)) scene.hidden = scene.id !== radio.value;
}
for (const choice of document.querySelectorAll('.choice')) {
  choice.hidden = false;
  choose(choice.querySelector('input:checked'));
}

function say(task) {
  if (task === said) return;
  said = task;
  const service = services[task.dataset.s];
  const box = task.closest('.instance');
  const zone = task.closest('.zone').querySelector('h5').firstChild.textContent.trim();
  const first = document.createElement('p');
  const strong = first.appendChild(document.createElement('strong'));
  strong.textContent = service.name;
  first.append(' takes ' + service.demand + '; on ' + box.querySelector('.name span').textContent + ' in ' + zone + '.');
  const second = document.createElement('p');
  second.textContent = service.share + ' ' + reasons[task.dataset.r];
  note.replaceChildren(first, second);
}

function shadeOthers() {
  shade.textContent = picked.size === 0 ? '' :
    '.t{opacity:.18}' + [...picked].map((one) => '.t[data-s="' + one + '"]').join() + '{opacity:1}';
}

function filter(form) {
  const words = form.querySelector('input').value.toLowerCase().split(/\\s+/).filter(Boolean);
  const state = form.querySelector('select').value;
  let shown = 0;
  const inTable = form.nextElementSibling.querySelectorAll('tbody tr');
  for (const row of inTable) {
    const text = row.textContent.toLowerCase();
    row.hidden = !((state === '' || row.dataset.state === state) && words.every((word) => text.includes(word)));
    if (!row.hidden) shown++;
  }
  form.querySelector('output').textContent = shown + ' of ' + inTable.length + ' services';
}

for (const form of document.querySelectorAll('.filter')) {
  form.hidden = false;
  form.addEventListener('submit', (event) => event.preventDefault());
}
document.addEventListener('input', ({ target }) => {
  const form = target.closest('.filter');
  if (form) filter(form);
});
document.addEventListener('change', ({ target }) => {
  if (target.matches('.choice input')) choose(target);
});
document.addEventListener('pointerover', ({ target }) => {
  if (target.matches('.t')) say(target);
});
document.addEventListener('focusin', ({ target }) => {
  if (target.matches('.t')) say(target);
});
document.addEventListener('click', ({ target }) => {
  const pick = target.closest('.pick');
  if (!pick) return;
  const { s } = pick.dataset;
  if (!picked.delete(s)) picked.add(s);
  pick.setAttribute('aria-pressed', String(picked.has(s)));
  shadeOthers();
});

// Within the drawings the arrow keys go from task to task: Tab passes each zone as one stop.
for (const fleet of document.querySelectorAll('.fleet')) {
  const first = fleet.querySelector('.t');
  if (first) first.tabIndex = 0;
}
document.addEventListener('keydown', (event) => {
  const { target, key } = event;
  if (!target.matches('.t')) return;
  const fleet = target.closest('.fleet');
  const all = [...fleet.querySelectorAll('.t')];
  const here = all.indexOf(target);
  const box = target.closest('.instance');
  const beside = (side) => {
    let other = box[side];
    while (other && !other.querySelector('.t')) other = other[side];
    return other && other.querySelector('.t');
  };
  const next =
    key === 'ArrowRight' ? all[here + 1]
    : key === 'ArrowLeft' ? all[here - 1]
    : key === 'ArrowDown' ? beside('nextElementSibling')
    : key === 'ArrowUp' ? beside('previousElementSibling')
    : key === 'Home' ? all[0]
    : key === 'End' ? all[all.length - 1]
    : undefined;
  if (key === 'Escape') { said = undefined; note.replaceChildren(); }
  if (!next) return;
  event.preventDefault();
  target.tabIndex = -1;
  next.tabIndex = 0;
  next.focus();
});
})();
`;
