import { INSTANCE, TASK } from './changes';

/**
 * What runs in the browser: it brings every timeline of the page to life when it comes near the screen. Nothing of a
 * template is ever written as markup. Only what differs from the moment shown before is touched.
 */
export const TIMELINE_SCRIPT = `(() => {
'use strict';
const TASK = ${JSON.stringify(TASK)};
const INSTANCE = ${JSON.stringify(INSTANCE)};
const GLYPHS = ['', '', '…', '▸', '✓', '×', '?'];
const TASK_WORDS = ['', 'PROVISIONING', 'PENDING', 'RUNNING, not healthy yet', 'healthy', 'stopping', 'lost'];
const INSTANCE_WORDS = ['', 'launching', '', 'draining', 'lost'];
const MOST_ROWS = 20;
const clock = (seconds) => {
  const whole = Math.round(seconds);
  const two = (part) => String(part).padStart(2, '0');
  const hours = Math.floor(whole / 3600);
  const rest = two(whole % 60);
  return hours > 0 ? hours + ':' + two(Math.floor(whole / 60) % 60) + ':' + rest : Math.floor(whole / 60) + ':' + rest;
};
const counted = (count, noun) => count + ' ' + noun + (count === 1 ? '' : 's');
const element = (name, className, text) => {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
};

function start(root) {
  const data = JSON.parse(root.querySelector('script[type="application/json"]').textContent);
  const { services, instances, tasks, others, leftOut, moments, stuck } = data;
  const find = (selector) => root.querySelector(selector);
  const slider = find('input[type=range]');
  const live = find('.tl-live');
  const fleet = find('.tl-fleet');
  const play = find('.tl-play');
  const last = moments.length - 1;
  const instanceBoxes = [];
  const taskBoxes = [];
  let shownTasks = new Int8Array(tasks.length / 2);
  let changed = [];
  let timer;
  let picked;

  const stateAt = (moment) => {
    const state = {
      tasks: new Int8Array(tasks.length / 2),
      instances: new Int8Array(instances.length),
      on: new Int32Array(tasks.length / 2).fill(-1),
    };
    for (let index = 0; index <= moment; index++) {
      const { placed, tasks: moved, instances: changes } = moments[index];
      for (let at = 0; at < placed.length; at += 2) state.on[placed[at]] = placed[at + 1];
      for (let at = 0; at < moved.length; at += 2) state.tasks[moved[at]] = moved[at + 1];
      for (let at = 0; at < changes.length; at += 2) state.instances[changes[at]] = changes[at + 1];
    }
    return state;
  };

  const boxOf = (instance) => {
    if (instanceBoxes[instance]) return instanceBoxes[instance];
    const { name, zone } = instances[instance];
    const box = element('li', 'tl-instance');
    const head = element('div', 'tl-name', name + ' ');
    head.append(element('small', '', zone));
    const stands = element('div', 'tl-state');
    const held = element('div', 'tl-tasks');
    held.setAttribute('aria-hidden', 'true');
    box.append(head, stands, held);
    instanceBoxes[instance] = { box, stands, held };
    return instanceBoxes[instance];
  };

  const drawTask = (task, state, instance) => {
    let box = taskBoxes[task];
    if (state === TASK.gone || state === TASK.provisioning || instance < 0) {
      if (box) box.remove();
      return;
    }
    if (!box) {
      box = element('i', 'tl-task');
      box.dataset.rev = tasks[2 * task + 1] === 0 ? '0' : '1';
      box.classList.toggle('tl-mine', tasks[2 * task] === picked);
      taskBoxes[task] = box;
    }
    const { held } = boxOf(instance);
    if (box.parentNode !== held) held.append(box);
    box.dataset.state = state;
    box.textContent = GLYPHS[state];
    box.title = services[tasks[2 * task]].name + ', revision ' + tasks[2 * task + 1] + ': ' + TASK_WORDS[state];
  };

  const drawInstances = (state) => {
    const held = instances.map(() => [0, 0, 0, 0, 0, 0, 0]);
    for (let task = 0; task < state.tasks.length; task++) {
      if (state.on[task] >= 0) held[state.on[task]][state.tasks[task]]++;
    }
    for (let instance = 0; instance < instances.length; instance++) {
      const now = state.instances[instance];
      if (now === INSTANCE.gone) {
        if (instanceBoxes[instance]) instanceBoxes[instance].box.remove();
        continue;
      }
      const { box, stands } = boxOf(instance);
      if (!box.isConnected) {
        let before = instance + 1;
        while (before < instances.length && !(instanceBoxes[before] && instanceBoxes[before].box.isConnected)) before++;
        fleet.insertBefore(box, before < instances.length ? instanceBoxes[before].box : null);
      }
      box.dataset.state = now;
      const parts = INSTANCE_WORDS[now] ? [INSTANCE_WORDS[now]] : [];
      for (const each of [4, 3, 2, 5, 6]) if (held[instance][each]) parts.push(held[instance][each] + ' ' + TASK_WORDS[each]);
      if (others[instance]) parts.push(others[instance] + ' of services that stand still');
      const words = parts.length ? parts.join(' · ') : 'no task';
      if (stands.textContent !== words) stands.textContent = words;
    }
  };

  // Nothing changes at the first moment: it is what was there before.
  const ring = (moment) => {
    const mark = (box) => {
      if (!box || !box.isConnected) return;
      box.classList.add('tl-changed');
      changed.push(box);
    };
    if (moment === 0) return;
    const { tasks: moved, instances: changes } = moments[moment];
    for (let at = 0; at < moved.length; at += 2) mark(taskBoxes[moved[at]]);
    for (let at = 0; at < changes.length; at += 2) mark(instanceBoxes[changes[at]] && instanceBoxes[changes[at]].box);
  };

  const countServices = (state) => {
    const counts = services.map(() => ({ old: 0, later: 0, healthy: 0, states: [0, 0, 0, 0, 0, 0, 0] }));
    for (let task = 0; task < state.tasks.length; task++) {
      const now = state.tasks[task];
      if (now === TASK.gone) continue;
      const of = counts[tasks[2 * task]];
      if (now === TASK.running || now === TASK.healthy) of[tasks[2 * task + 1] === 0 ? 'old' : 'later']++;
      if (now === TASK.healthy) of.healthy++;
      of.states[now]++;
    }
    return counts;
  };

  const WAITS = [
    [TASK.provisioning, 'in PROVISIONING for an instance'],
    [TASK.pending, 'PENDING until it has started'],
    [TASK.running, 'for health checks'],
    [TASK.stopping, 'to stop'],
  ];
  const waitsOf = (states) =>
    WAITS.filter(([state]) => states[state]).map(([state, words]) => states[state] + ' ' + words).join(', ');

  const order = services.map((_, index) => index).sort((a, b) => services[b].inTrouble - services[a].inTrouble || a - b);
  const table = find('.tl-table');
  const rows = [];
  const pick = (service) => {
    picked = service;
    fleet.classList.toggle('tl-picked', picked !== undefined);
    taskBoxes.forEach((box, task) => box.classList.toggle('tl-mine', tasks[2 * task] === picked));
    for (const row of rows) row.button.setAttribute('aria-pressed', String(row.service === picked));
  };
  const makeTable = () => {
    const made = element('table');
    made.append(element('caption', '', 'Services at this moment'));
    const head = made.createTHead().insertRow();
    for (const title of ['Service', 'Revision 0 runs', 'Later runs', 'Healthy', 'At least', 'Waits']) {
      const cell = element('th', '', title);
      cell.scope = 'col';
      head.append(cell);
    }
    const body = made.createTBody();
    for (const service of order.slice(0, MOST_ROWS)) {
      const row = body.insertRow();
      const name = element('th');
      name.scope = 'row';
      const button = element('button', 'tl-pick', services[service].name);
      button.type = 'button';
      button.title = 'Show only the tasks of ' + services[service].name;
      button.setAttribute('aria-pressed', 'false');
      button.addEventListener('click', () => pick(picked === service ? undefined : service));
      name.append(button);
      row.append(name);
      const cells = Array.from({ length: 5 }, () => row.insertCell());
      rows.push({ service, row, cells, button });
    }
    table.append(made);
    if (order.length > MOST_ROWS) table.append(element('p', 'tl-note', order.length - MOST_ROWS + ' more services are not in this table; those in trouble come first.'));
  };
  const fillTable = (counts, moment) => {
    for (const { service, row, cells } of rows) {
      const { old, later, healthy, states } = counts[service];
      const { minimum } = services[service];
      const sticks = stuck.some((one) => one.service === service && one.moment <= moment);
      const waits = waitsOf(states);
      const words = [old, later, healthy, minimum === null ? '–' : minimum, (sticks ? 'STUCK' + (waits ? '; ' : '') : '') + waits];
      words.forEach((word, index) => {
        const text = String(word);
        if (cells[index].textContent !== text) cells[index].textContent = text;
      });
      row.classList.toggle('tl-below', minimum !== null && healthy < minimum);
      row.classList.toggle('tl-row-stuck', sticks);
    }
  };

  const say = (moment) => {
    const { atSeconds, lines } = moments[moment];
    const said = find('.tl-said');
    said.textContent = '';
    said.append(element('strong', '', clock(atSeconds)));
    const shown = lines.length > 12 ? lines.slice(0, 12) : lines;
    const list = element('ul');
    for (const line of shown) list.append(element('li', '', line));
    if (shown.length < lines.length) list.append(element('li', '', lines.length - shown.length + ' more lines below'));
    if (lines.length === 0) list.append(element('li', '', 'nothing new'));
    for (const one of stuck) {
      if (one.moment === moment) list.append(element('li', 'tl-here', services[one.service].name + (one.givenUp ? ' is given up here: ' : ' sticks here: ') + one.step));
    }
    said.append(list);
  };

  const show = (moment) => {
    const state = stateAt(moment);
    for (const box of changed) box.classList.remove('tl-changed');
    changed = [];
    for (let task = 0; task < state.tasks.length; task++) {
      if (state.tasks[task] !== shownTasks[task]) drawTask(task, state.tasks[task], state.on[task]);
    }
    drawInstances(state);
    ring(moment);
    shownTasks = state.tasks;
    const counts = countServices(state);
    fillTable(counts, moment);
    const all = [0, 0, 0, 0, 0, 0, 0];
    for (const { states } of counts) states.forEach((count, index) => { all[index] += count; });
    const there = state.instances.filter((one) => one !== INSTANCE.gone).length;
    const launching = state.instances.filter((one) => one === INSTANCE.launching).length;
    const waits = waitsOf(all);
    find('.tl-waiting').textContent =
      counted(there + leftOut.instances, 'instance') + (launching ? ', ' + launching + ' of them launching' : '') + '. ' +
      (waits ? 'Tasks wait: ' + waits + '.' : 'No task waits.') +
      (leftOut.services ? ' Not drawn, since nothing happens there: ' + counted(leftOut.services, 'service') + ', ' + counted(leftOut.instances, 'instance') + '.' : '');
    say(moment);
    const { atSeconds, lines } = moments[moment];
    slider.value = moment;
    slider.setAttribute('aria-valuetext', clock(atSeconds) + ', moment ' + (moment + 1) + ' of ' + moments.length + (lines[0] ? ': ' + lines[0] : ''));
    find('.tl-clock').textContent = clock(atSeconds) + ' · ' + (moment + 1) + ' of ' + moments.length;
    find('.tl-previous').disabled = moment === 0;
    find('.tl-next').disabled = moment === last;
    root.dataset.moment = moment;
    for (const svg of root.querySelectorAll('.tl-chart svg')) {
      const line = svg.querySelector('.tl-now');
      const { left, span, end } = svg.dataset;
      const x = Number(left) + Number(span) * atSeconds / Number(end);
      line.setAttribute('x1', x);
      line.setAttribute('x2', x);
    }
    for (const item of root.querySelectorAll('.tl-events [aria-current]')) item.removeAttribute('aria-current');
    const item = find('.tl-events li[data-moment="' + moment + '"]');
    if (item) item.setAttribute('aria-current', 'step');
  };

  const pause = () => {
    clearInterval(timer);
    timer = undefined;
    play.textContent = 'Play';
  };
  const go = (moment) => show(Math.min(last, Math.max(0, moment)));
  const calm = matchMedia('(prefers-reduced-motion: reduce)');
  play.addEventListener('click', () => {
    if (timer !== undefined) return pause();
    play.textContent = 'Pause';
    if (Number(slider.value) === last) go(0);
    timer = setInterval(() => {
      go(Number(slider.value) + 1);
      if (Number(slider.value) === last) pause();
    }, calm.matches ? 2500 : 800);
  });
  slider.addEventListener('input', () => { pause(); go(Number(slider.value)); });
  find('.tl-previous').addEventListener('click', () => { pause(); go(Number(slider.value) - 1); });
  find('.tl-next').addEventListener('click', () => { pause(); go(Number(slider.value) + 1); });
  for (const jump of root.querySelectorAll('.tl-jump')) {
    jump.hidden = false;
    jump.addEventListener('click', () => { pause(); go(Number(jump.dataset.moment)); slider.focus(); });
  }
  makeTable();
  live.hidden = false;
  go(stuck.length > 0 ? stuck[0].moment : 0);
}

const waiting = new Set(document.querySelectorAll('.timeline'));
const wake = (root) => {
  if (waiting.delete(root)) start(root);
};
const near = new IntersectionObserver((entries) => {
  for (const { isIntersecting, target } of entries) {
    if (!isIntersecting) continue;
    near.unobserve(target);
    wake(target);
  }
}, { rootMargin: '600px' });
for (const root of waiting) near.observe(root);
addEventListener('beforeprint', () => {
  for (const root of [...waiting]) wake(root);
  for (const events of document.querySelectorAll('.tl-events')) events.open = true;
});
})();`;
