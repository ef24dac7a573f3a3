/** The button on a page made of paper: what it shows, and when it fetches what. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { loadedFrom } from '../sdk/address.js';
import { speak } from '../elements/language.js';
import type { Errand, Line, LineListener } from '../button/line.js';
import { fetched } from '../button/source.js';
import { telLink } from '../button/tel.js';
import { settle } from './fakes.js';
import { layPaper, type PaperElement } from './paper.js';

/** A line under the test's hand. */
class PaperLine implements Line {
  readonly did: string[] = [];
  begun: () => void = () => undefined;
  constructor(readonly errand: Errand, readonly says: LineListener) {}
  prepare(): void { this.did.push('prepare'); }
  dial(): Promise<void> {
    this.did.push('dial');
    return new Promise((resolve) => { this.begun = resolve; });
  }
  hangup(): void { this.did.push('hangup'); }
  resume(): void { this.did.push('resume'); }
  close(): void { this.did.push('close'); }
}

interface Paper extends PaperElement { readonly state: string; connectedCallback(): void; disconnectedCallback(): void; attributeChangedCallback(): void }

let lines: PaperLine[], fetches: number, fetching: () => Promise<void>, stored: Map<string, string>;
const line = () => lines.at(-1) as PaperLine;
const shadow = (button: PaperElement) => button.shadowRoot as PaperElement;
const part = (button: PaperElement, name: string) => shadow(button).find(name);
const press = (button: PaperElement) => part(button, 'button').dispatchEvent(new Event('click'));
const near = (button: PaperElement, how = 'pointerenter') => part(button, 'button').dispatchEvent(new Event(how));

async function shown(attributes: Record<string, string> = {}): Promise<Paper> {
  layPaper();
  vi.resetModules();
  const [{ RingdownButton }, { callingFrom }, address] = await Promise.all([import('../button/button.js'), import('../button/source.js'), import('../sdk/address.js')]);
  vi.useFakeTimers({ now: 1_000_000 });
  address.loadedFrom('https://gw.example/ringdown-button.js');
  callingFrom(async () => {
    fetches++;
    await fetching();
    return { open: (errand, listener) => { lines.push(new PaperLine(errand, listener)); return line(); } };
  });
  const button = new RingdownButton() as unknown as Paper;
  for (const [name, value] of Object.entries({ to: 'sales', ...attributes })) button.setAttribute(name, value);
  button.isConnected = true;
  button.connectedCallback();
  return button;
}

beforeEach(() => {
  lines = [];
  fetches = 0;
  fetching = () => Promise.resolve();
  stored = new Map();
  vi.stubGlobal('sessionStorage', { getItem: (key: string) => stored.get(key) ?? null });
});

afterEach(() => {
  vi.useRealTimers();
  speak();
  loadedFrom(undefined);
});

describe('a button', () => {
  it('fetches nothing until a hand comes near, and calls nobody until it is pressed', async () => {
    const button = await shown();
    await settle();
    expect([fetches, part(button, 'label').textContent, button.state]).toEqual([0, 'Call', 'idle']);
    near(button);
    await settle();
    expect([fetches, line().did, line().errand]).toEqual([1, ['prepare'], { to: 'sales', gateway: 'https://gw.example' }]);
    press(button);
    await settle();
    expect([line().did, button.state]).toEqual([['prepare', 'dial'], 'permission']);
  });

  it.each(['pointerenter', 'pointerdown', 'focus'])('takes %s for a hand', async (how) => {
    near(await shown(), how);
    await settle();
    expect(line().did).toEqual(['prepare']);
  });

  it('is pressed before what calls has come: the click is not lost', async () => {
    let arrive: () => void = () => undefined;
    fetching = () => new Promise((resolve) => { arrive = resolve; });
    const button = await shown();
    press(button);
    expect([button.state, lines]).toEqual(['permission', []]);
    arrive();
    await settle();
    expect(line().did).toEqual(['dial']);
  });

  it('is pressed again before that: it gives up', async () => {
    let arrive: () => void = () => undefined;
    fetching = () => new Promise((resolve) => { arrive = resolve; });
    const button = await shown();
    press(button);
    press(button);
    await settle();
    expect([button.state, part(button, 'hint').textContent]).toEqual(['idle', '']);
    arrive();
    await settle();
    expect(lines.flatMap(({ did }) => did)).toEqual([]);
  });

  it('is pressed by the page', async () => {
    const button = await shown();
    button.click();
    await settle();
    expect(line().did).toEqual(['dial']);
  });

  it('says it where what calls cannot be fetched, offers the telephone, and tries again', async () => {
    fetching = () => Promise.reject(new TypeError('Failed to fetch'));
    const button = await shown({ tel: '+44 (0)20 7946 0000' }), refused = vi.fn<(detail: unknown) => void>();
    button.addEventListener('ringdown:refused', (event) => refused((event as CustomEvent).detail));
    press(button);
    await settle();
    expect([button.state, part(button, 'hint').textContent]).toEqual(['idle', expect.stringContaining('no connection')]);
    const link = part(button, 'phone');
    expect([link.hidden, link.href, link.textContent]).toEqual([false, 'tel:+442079460000', 'Call +44 (0)20 7946 0000 by phone']);
    expect(refused).toHaveBeenCalledWith({ code: 'signaling-lost', message: part(button, 'hint').textContent });
    fetching = () => Promise.resolve();
    press(button);
    await settle();
    expect([line().did, part(button, 'hint').textContent, link.hidden]).toEqual([['dial'], '', true]);
  });

  it('offers what stands inside it where there is no number', async () => {
    const button = await shown({ tel: 'call us' });
    expect(part(button, 'slot').hidden).toBe(true);
    press(button);
    await settle();
    line().says.refused({ code: 'mic-denied', words: 'The microphone was not allowed.' });
    expect([part(button, 'slot').hidden, part(button, 'phone').hidden, part(button, 'hint').textContent]).toEqual([false, true, 'The microphone was not allowed.']);
  });

  it('goes through the states of a call, and tells the page', async () => {
    const button = await shown({ label: 'Call sales' }), heard: unknown[] = [];
    for (const name of ['state', 'ended']) button.addEventListener(`ringdown:${name}`, (event) => heard.push((event as CustomEvent).detail));
    press(button);
    await settle();
    line().says.ringing();
    line().begun();
    await settle();
    expect(part(button, 'label').textContent).toBe('Ringing… click to stop');
    line().says.talking(new Date(1_000_000));
    await vi.advanceTimersByTimeAsync(61_000);
    expect([part(button, 'label').textContent, part(button, 'time').textContent]).toEqual(['Hang up', '01:01']);
    press(button);
    expect(line().did).toEqual(['dial', 'hangup']);
    const end = { reason: 'hangup', by: 'local', durationMs: 1 } as const;
    line().says.ended(end, 'You hung up.', false);
    expect([part(button, 'label').textContent, part(button, 'hint').textContent, part(button, 'slot').hidden]).toEqual(['Call sales again', 'You hung up.', true]);
    expect(heard).toEqual([{ state: 'permission' }, { state: 'ringing' }, { state: 'talking' }, { state: 'ended' }, end]);
  });

  it('says what is to be known of a call, and takes it back', async () => {
    const button = await shown();
    press(button);
    await settle();
    line().says.talking(new Date());
    line().says.remark('Sound cannot reach the gateway.', true);
    expect([part(button, 'hint').textContent, part(button, 'slot').hidden]).toEqual(['Sound cannot reach the gateway.', false]);
    line().says.remark('', false);
    expect([part(button, 'hint').textContent, part(button, 'slot').hidden, button.state]).toEqual(['', true, 'talking']);
    line().says.ended({ reason: 'hangup', by: 'remote', durationMs: 1 }, 'x', false);
  });

  it('takes a call up that went on over a reload, without a hand', async () => {
    stored.set('ringdown:resume:wss://gw.example/v1/phone|guest|button sales#0', '{}');
    await shown();
    await settle();
    expect([fetches, line().did]).toEqual([1, ['resume']]);
  });

  it('lives where nothing may be stored', async () => {
    vi.stubGlobal('sessionStorage', { getItem: () => { throw new DOMException('no', 'SecurityError'); } });
    const button = await shown();
    expect(button.state).toBe('idle');
  });

  it('calls whom its attributes name when it is pressed', async () => {
    const button = await shown();
    near(button);
    await settle();
    button.setAttribute('to', 'support');
    press(button);
    await settle();
    expect(lines.map(({ errand, did }) => [errand.to, did])).toEqual([['sales', ['prepare', 'close']], ['support', ['dial']]]);
  });

  it('leaves the page: its line closes, and what comes too late is let go', async () => {
    const button = await shown();
    near(button);
    button.isConnected = false;
    button.disconnectedCallback();
    await settle();
    expect(lines).toEqual([]);
    button.isConnected = true;
    near(button);
    await settle();
    button.isConnected = false;
    button.disconnectedCallback();
    await settle();
    expect(line().did).toEqual(['prepare', 'close']);
  });

  it('is moved within the page: nothing happens', async () => {
    const button = await shown();
    near(button);
    await settle();
    button.disconnectedCallback();
    await settle();
    expect(line().did).toEqual(['prepare']);
  });
});

describe('what calls', () => {
  it('is fetched once', async () => {
    const load = vi.fn(() => Promise.resolve({ open: 'it' }));
    const source = fetched('https://gw.example/ringdown-calling.js', load);
    expect(await source()).toBe(await source());
    expect(load.mock.calls).toEqual([['https://gw.example/ringdown-calling.js']]);
  });
  it('is fetched from another address after a failure, which browsers remember', async () => {
    const asked: string[] = [];
    const source = fetched('https://gw.example/c.js', (url) => {
      asked.push(url);
      return asked.length < 3 ? Promise.reject(new TypeError('no')) : Promise.resolve({});
    });
    await expect(source()).rejects.toThrow('no');
    await expect(source()).rejects.toThrow('no');
    await source();
    expect(asked).toEqual(['https://gw.example/c.js', 'https://gw.example/c.js?again=1', 'https://gw.example/c.js?again=2']);
  });
});

describe('a telephone number', () => {
  it.each([
    ['+44 (0)20 7946-0000', 'tel:+442079460000'], ['tel:+442079460000', 'tel:+442079460000'], [' (020) 7946 0000 ', 'tel:02079460000'], ['+49.30.1234;ext=5', 'tel:+49301234;ext=5'],
    ['+49 30 12\u201134', 'tel:+49301234'], ['112', 'tel:112'], ['1', undefined], ['', undefined], ['call us', undefined], ['javascript:alert(1)', undefined], ['+', undefined],
    ['+4420;phone-context=x', undefined], ['0'.repeat(21), undefined], ['12\u200b34', undefined],
  ])('%j is %s', (written, link) => expect(telLink(written)).toBe(link));
});
