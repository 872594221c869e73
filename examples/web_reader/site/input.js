// Keys, wheels and fingers, as the application's seven keys and its touches.

const KEYS = { ArrowUp: 'up', ArrowDown: 'down', ArrowLeft: 'left', ArrowRight: 'right', PageUp: 'left', PageDown: 'right',
  ' ': 'right', Enter: 'select', Escape: 'back', Backspace: 'back', m: 'menu', ContextMenu: 'menu', h: 'left', j: 'down',
  k: 'up', l: 'right' };
const SWIPE = 32;  // pixels
const WHEEL = 60;

export function listenToKeys({ press, search }) {
  addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest('dialog, input, form, nav')) return;
    if ((event.key === 'Enter' || event.key === ' ') && event.target.closest('a, button')) return;  // it is clicked
    if (event.key === '/') {
      event.preventDefault();
      return search();
    }
    const name = event.key === ' ' && event.shiftKey ? 'left' : KEYS[event.key];
    if (name === undefined) return;
    event.preventDefault();
    press(name);
  });
}

// A swipe to the left goes on, as a page is turned; in lists a swipe or the wheel moves along the rows. A tap is a touch;
// a drag of the mouse selects text.
export function listenToTouch(element, { press, touch, state }) {
  let begin = null;
  const isPage = () => state()?.screen === 'page';

  element.addEventListener('touchstart', ({ touches }) => {
    begin = touches.length === 1 ? { x: touches[0].clientX, y: touches[0].clientY } : null;
  }, { passive: true });

  element.addEventListener('touchend', (event) => {
    if (begin === null || String(getSelection()) !== '') return;
    const x = event.changedTouches[0].clientX - begin.x, y = event.changedTouches[0].clientY - begin.y;
    begin = null;
    if (Math.max(Math.abs(x), Math.abs(y)) < SWIPE) return;
    event.preventDefault();  // no click follows
    const along = Math.abs(x) > Math.abs(y);
    if (along || isPage()) return press((along ? x : y) < 0 ? 'right' : 'left');
    const rows = Math.max(1, Math.round(Math.abs(y) / (state().records[1]?.em * state().scale || 40)));
    press(...Array(rows).fill(y < 0 ? 'down' : 'up'));
  });

  element.addEventListener('click', (event) => {
    if (state() === null || (event.detail !== 0 && String(getSelection()) !== '')) return;
    const box = element.getBoundingClientRect(), { scale } = state();
    let { clientX: x, clientY: y } = event;
    const place = event.target.closest('a')?.dataset.at.split(' ').map(Number);
    if (place) return touch(...place);
    if (event.detail === 0) {  // pressed by a key or a screen reader: where it stands
      const target = event.target.getBoundingClientRect();
      x = target.left + target.width / 2;
      y = target.top + target.height / 2;
    }
    touch(Math.floor((x - box.left) / scale), Math.floor((y - box.top) / scale));
  });

  let turned = 0;
  addEventListener('wheel', (event) => {
    if (event.ctrlKey || state() === null || event.target.closest('dialog')) return;
    turned += event.deltaMode === 0 ? event.deltaY : event.deltaY * WHEEL;
    if (Math.abs(turned) < WHEEL) return;
    press(isPage() ? (turned > 0 ? 'right' : 'left') : turned > 0 ? 'down' : 'up');
    turned = 0;
  }, { passive: true });
}
