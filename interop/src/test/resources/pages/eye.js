// What a page sees of a call: whether pictures come, whether they change, and since when.

const EVERY = 20;   // milliseconds
const WIDTH = 32, HEIGHT = 24;
const now = () => performance.timeOrigin + performance.now();

/** Looks at the far end of `call` from now on. `first` is when the first picture was there, `pictures` how many different ones were. */
export function eye(call) {
  const video = Object.assign(document.createElement('video'), { muted: true, autoplay: true, playsInline: true });
  const canvas = Object.assign(document.createElement('canvas'), { width: WIDTH, height: HEIGHT });
  const context = canvas.getContext('2d', { willReadFrequently: true });
  const seen = { first: undefined, latest: undefined, pictures: 0, width: 0, height: 0, colours: 0, mean: [0, 0, 0] };
  let track, before = '';
  document.body.append(video);

  setInterval(() => {
    const current = call.remoteStream?.getVideoTracks()[0];
    if (current !== track) {
      track = current;
      video.srcObject = track ? new MediaStream([track]) : null;
      video.play().catch(() => undefined);
    }
    if (!track || video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA || video.videoWidth < 16) return;
    context.drawImage(video, 0, 0, WIDTH, HEIGHT);
    const pixels = context.getImageData(0, 0, WIDTH, HEIGHT).data;
    const picture = pixels.join();
    if (picture === before) return;
    before = picture;
    seen.colours = new Set(new Uint32Array(pixels.buffer)).size;
    if (seen.colours < 3) return;   // a black picture, before the camera is open
    seen.first ??= now();
    seen.latest = now();
    seen.mean = mean(pixels);
    seen.pictures++;
    [seen.width, seen.height] = [video.videoWidth, video.videoHeight];
  }, EVERY);
  return seen;
}

const mean = (pixels) => [0, 1, 2].map((channel) => {
  let sum = 0;
  for (let at = channel; at < pixels.length; at += 4) sum += pixels[at];
  return sum * 4 / pixels.length;
});

/** The colour, all in all, of what this browser's camera sees. */
export async function camera() {
  const stream = await navigator.mediaDevices.getUserMedia({ video: true });
  const video = Object.assign(document.createElement('video'), { muted: true, playsInline: true, srcObject: stream });
  await video.play();
  const canvas = Object.assign(document.createElement('canvas'), { width: WIDTH, height: HEIGHT });
  const context = canvas.getContext('2d', { willReadFrequently: true });
  for (let i = 0; i < 10; i++) await new Promise((resolve) => video.requestVideoFrameCallback(resolve));   // the first are black
  context.drawImage(video, 0, 0, WIDTH, HEIGHT);
  for (const track of stream.getTracks()) track.stop();
  return mean(context.getImageData(0, 0, WIDTH, HEIGHT).data);
}

/** What the browser counts of the pictures that it decodes, and how they were packed. */
export async function decoded(pcs) {
  for (const pc of pcs) {
    if (pc.connectionState !== 'connected') continue;
    const reports = await pc.getStats();
    for (const report of reports.values()) {
      if (report.type !== 'inbound-rtp' || report.kind !== 'video') continue;
      return { frames: report.framesDecoded ?? 0, keyframes: report.keyFramesDecoded ?? 0, codec: reports.get(report.codecId)?.mimeType,
        nacks: report.nackCount ?? 0, plis: report.pliCount ?? 0, lost: report.packetsLost ?? 0, dropped: report.framesDropped ?? 0,
        again: report.retransmittedPacketsReceived ?? 0 };
    }
  }
  return { frames: 0 };
}

/** What it counts of those that it sends: what it was asked for again, and what it sent anew. */
export async function sent(pcs) {
  for (const pc of pcs) {
    if (pc.connectionState !== 'connected') continue;
    for (const report of (await pc.getStats()).values()) {
      if (report.type !== 'outbound-rtp' || report.kind !== 'video') continue;
      return { nacks: report.nackCount ?? 0, again: report.retransmittedPacketsSent ?? 0, plis: report.pliCount ?? 0, packets: report.packetsSent ?? 0 };
    }
  }
  return { nacks: 0, again: 0, plis: 0, packets: 0 };
}

/** How much later what is heard now was said than what is seen now was shown, in milliseconds, as the browser reckons from the reports of whoever sends; null as long as it cannot. */
export async function apart(pcs) {
  for (const pc of pcs) {
    if (pc.connectionState !== 'connected') continue;
    const playing = {};
    for (const report of (await pc.getStats()).values())
      if (report.type === 'inbound-rtp' && report.estimatedPlayoutTimestamp) playing[report.kind] = report.estimatedPlayoutTimestamp;
    if (playing.audio && playing.video) return playing.audio - playing.video;
  }
  return null;
}
