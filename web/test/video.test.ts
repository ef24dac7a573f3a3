import { describe, expect, it } from 'vitest';
import { RingdownError } from '../sdk/errors.js';
import { BOB, FakeStream, FakeTrack, H264, settle } from './fakes.js';
import { begin, browser, connected, make, talking } from './harness.js';

const on = (members: object = {}) => ({ type: 'video', call: 'c_1', m: 'm', theirs: true, on: true, mid: '1', pt: 96, name: 'VP8', clockRate: 90000, ...members });

describe('a call with video', () => {
  it('offers pictures at once, shows the camera, and says when the other side is seen', async () => {
    const phone = make();
    const socket = await connected(phone);
    const call = await talking(phone, socket, { video: true });
    const told: unknown[] = [];
    call.on('video', (state) => told.push(state));
    const [camera] = browser.cameras;
    expect(browser.peerNow.video?.direction).toBe('sendrecv');
    expect(browser.peerNow.video?.track).toBe(camera);
    expect(call.localVideo?.getTracks()).toEqual([camera]);
    socket.receive(on());
    await settle();
    expect(told).toEqual([{ on: true, theirs: true }]);
    expect(call.video).toEqual({ on: true, theirs: true });
    expect(browser.peerNow.video?.codec).toBeUndefined();   // the first of the answer is sent anyway
    socket.receive(on({ pt: 102, name: 'H264' }));
    await settle();
    expect(browser.peerNow.video?.codec).toBe(H264);
    socket.receive({ type: 'ended', call: 'c_1', reason: 'hangup', by: 'remote', durationMs: 5 });
    expect(camera?.stopped).toBe(true);
    expect(call.localVideo).toBeUndefined();
  });

  it('promises pictures when it goes ahead of its connection', async () => {
    browser.sure = true;
    const phone = make();
    const socket = await connected(phone);
    begin(phone.call('600', { video: true }));
    begin(phone.call('601'));
    await settle();
    const [seen, heard] = socket.sent.filter((message) => message.type === 'call');
    expect(seen?.codecs).toEqual(['opus/48000/2', 'PCMA/8000', 'VP8/90000', 'rtx/90000', 'H264/90000']);
    expect(heard?.codecs).toEqual(['opus/48000/2', 'PCMA/8000']);
  });

  it('leaves the warm connection, which has no pictures, to the next call', async () => {
    const phone = make();
    const socket = await connected(phone);
    await phone.prepare();
    const spare = browser.peerNow;
    begin(phone.call('600', { video: true }));
    await settle();
    expect(browser.peerNow).not.toBe(spare);
    begin(phone.call('601'));
    await settle();
    expect(new Set(socket.sent.filter((message) => message.type === 'call').map((message) => message.m)).size).toBe(2);
    expect(browser.peers).toHaveLength(2);
  });

  it('goes on with sound where there is no camera', async () => {
    browser.noCamera = new RingdownError('camera-not-found');
    const phone = make();
    const socket = await connected(phone);
    const errors: string[] = [];
    phone.on('call', (call) => call.on('error', (error) => errors.push(error.code)));
    const call = await talking(phone, socket, { video: true });
    expect(errors).toEqual(['camera-not-found']);
    expect(call.state).toBe('active');
  });

  it('shows what the page gave instead of the camera, and does not stop it', async () => {
    const given = new FakeTrack('video');
    const phone = make();
    const socket = await connected(phone);
    const call = await talking(phone, socket, { video: true, stream: new FakeStream([new FakeTrack(), given]) as unknown as MediaStream });
    expect(browser.cameras).toEqual([]);
    expect(browser.peerNow.video?.track).toBe(given.copies[0]);
    void call.hangup();
    await settle();
    expect(given.stopped).toBe(false);
    expect(given.copies[0]?.stopped).toBe(true);
  });
});

describe('video within a call', () => {
  it('begins with an offer and ends with one', async () => {
    const phone = make();
    const socket = await connected(phone);
    const call = await talking(phone, socket);
    const opens = () => socket.sent.filter((message) => message.type === 'media.open').length;
    const before = opens();
    const starting = call.startVideo();
    let started = false;
    void starting.then(() => { started = true; });
    await settle();
    expect(opens()).toBe(before + 1);
    expect(started).toBe(false);
    socket.receive({ type: 'media.answer', m: socket.last('media.open').m, answer: 'answer 2' });
    await starting;
    expect(browser.peerNow.video?.track).toBe(browser.cameras[0]);

    const first = browser.peerNow.video;
    const stopping = call.stopVideo();
    await settle();
    expect(first?.stopped).toBe(true);
    expect(first?.track).toBeNull();
    expect(browser.cameras[0]?.stopped).toBe(true);
    socket.receive({ type: 'media.answer', m: socket.last('media.open').m, answer: 'answer 3' });
    await stopping;
    expect(opens()).toBe(before + 2);

    begin(call.startVideo());
    await settle();
    expect(browser.peerNow.video).not.toBe(first);
    expect(browser.peerNow.video?.track).toBe(browser.cameras[1]);
  });

  it('is refused without a camera, and before anybody talks', async () => {
    const phone = make();
    const socket = await connected(phone);
    const call = await talking(phone, socket);
    browser.noCamera = new RingdownError('camera-denied');
    await expect(call.startVideo()).rejects.toMatchObject({ code: 'camera-denied' });
    socket.receive({ type: 'ended', call: 'c_1', reason: 'hangup', by: 'remote', durationMs: 5 });
    await expect(call.startVideo()).rejects.toMatchObject({ code: 'bad-state' });
  });

  it('tells what the other side wants, and why there are no pictures', async () => {
    const phone = make();
    const socket = await connected(phone);
    const call = await talking(phone, socket);
    const told: unknown[] = [];
    call.on('video', (state) => told.push(state));
    socket.receive({ type: 'video', call: 'c_1', m: 'm', theirs: true, on: false });
    socket.receive({ type: 'video', call: 'c_1', m: 'm', theirs: false, on: false, reason: 'not-offered' });
    socket.receive({ type: 'video', call: 'c_1', m: 'm', theirs: false });   // half a message is none
    expect(told).toEqual([{ on: false, theirs: true }, { on: false, theirs: false, reason: 'not-offered' }]);
  });

  it('is offered by whoever calls, and answered with', async () => {
    const phone = make();
    const socket = await connected(phone);
    socket.receive({ type: 'incoming', call: 'c_1', sipCallId: 's', remote: BOB, to: 'alice', headers: {}, video: true });
    const [call] = phone.calls;
    expect(call?.offersVideo).toBe(true);
    if (call) begin(call.answer({ video: true }));
    await settle();
    expect(socket.last('answer').m).toBe(socket.last('media.open').m);
    const shows = browser.peers.find((peer) => peer.video);   // beside the one that was warmed when it rang
    expect(shows?.video?.direction).toBe('sendrecv');
    expect(shows?.video?.track).toBe(browser.cameras[0]);
  });

  describe('that shows a screen', () => {
    const share = async (options: { video?: boolean } = {}) => {
      const phone = make();
      const call = await talking(phone, await connected(phone), options);
      const shared = call.shareScreen();
      await settle();
      browser.socketNow.receive({ type: 'media.answer', m: browser.socketNow.last('media.open').m, answer: 'answer' });
      await shared;
      return { call, screen: browser.shown[0] as FakeTrack };
    };

    it('offers pictures, and shows it', async () => {
      const { call, screen } = await share();
      expect([browser.peerNow.video?.track, call.localVideo?.getTracks()]).toEqual([screen, [screen]]);
      expect(browser.cameras).toEqual([]);
    });

    it('asks while the browser still knows of the click', async () => {
      const phone = make();
      const call = await talking(phone, await connected(phone));
      begin(call.shareScreen());
      expect(browser.shown).toHaveLength(1);   // in the same task
    });

    it('stops showing it when the user ends that in the browser', async () => {
      const { call, screen } = await share();
      screen.unplug();
      await settle();
      expect([browser.peerNow.video?.stopped, call.localVideo]).toEqual([true, undefined]);
    });

    it('shows its camera again, if it did before', async () => {
      const { screen } = await share({ video: true });
      expect([browser.cameras[0]?.stopped, browser.peerNow.video?.track]).toEqual([true, screen]);
      screen.unplug();
      await settle();
      expect([browser.cameras.length, browser.peerNow.video?.track]).toEqual([2, browser.cameras[1]]);
    });

    it('is not to be had before it talks, nor from another page', async () => {
      const phone = make();
      const socket = await connected(phone);
      begin(phone.call('600'));
      await settle();
      socket.receive({ type: 'calling', ref: socket.last('call').ref, call: 'c_1', sipCallId: 's', remote: BOB });
      await settle();
      await expect(phone.calls[0]?.shareScreen()).rejects.toMatchObject({ code: 'bad-state' });
      expect(browser.shown).toEqual([]);
    });
  });
});
