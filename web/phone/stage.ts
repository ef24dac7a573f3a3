import { el, icon } from '../elements/dom.js';
import { ICONS } from '../elements/icons.js';
import { words } from '../elements/words.js';
import type { Call } from '../sdk/ringdown.js';

export interface Stage {
  readonly root: HTMLElement;
  /** Whether there is anything to see. */
  readonly shown: boolean;
  update(): void;
}

/** The pictures of a call: the far end's, and in its corner what the own camera shows. */
export function stage(call: Call): Stage {
  const text = words().call;
  const far = picture('far', text.them);
  const own = picture('own', text.you);
  const swap = tool(ICONS.swap, text.swapPictures, () => { root.classList.toggle('swapped'); });
  const apart = tool(ICONS.window, text.window, () => { far.requestPictureInPicture().catch(() => undefined); });   // the picture went meanwhile
  const root = el('div', { className: 'stage', hidden: true }, far, own, el('div', { className: 'tools' }, apart, swap));

  function update(): void {
    const theirs = call.video.on ? call.remoteStream?.getVideoTracks()[0] : undefined;
    show(far, theirs);
    show(own, call.localVideo?.getVideoTracks()[0]);
    root.classList.toggle('alone', theirs === undefined);
    root.hidden = far.hidden && own.hidden;
    swap.hidden = far.hidden || own.hidden;
    apart.hidden = far.hidden || !('pictureInPictureEnabled' in document && document.pictureInPictureEnabled);
  }

  update();
  return { root, get shown() { return !root.hidden; }, update };
}

function tool(path: string, name: string, click: () => void): HTMLButtonElement {
  return el('button', { type: 'button', className: 'tool', attrs: { 'aria-label': name }, on: { click } }, icon(path));
}

/** Sound plays elsewhere: a muted picture may begin without a click. */
function picture(className: string, name: string): HTMLVideoElement {
  return el('video', { className, autoplay: true, muted: true, playsInline: true, hidden: true, attrs: { 'aria-label': name } });
}

function show(video: HTMLVideoElement, track: MediaStreamTrack | undefined): void {
  const before = video.srcObject instanceof MediaStream ? video.srcObject.getVideoTracks()[0] : undefined;
  video.hidden = track === undefined;
  if (before === track) return;
  video.srcObject = track ? new MediaStream([track]) : null;
  if (track) video.play().catch(() => undefined);   // taken away again before it began
}
