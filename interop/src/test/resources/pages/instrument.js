// Comes before a page that knows nothing of being tested: window.heard is true once any of its connections has brought sound, and
// window.played is that sound.
{
  const Connection = window.RTCPeerConnection;
  window.heard = false;
  window.RTCPeerConnection = class extends Connection {
    constructor(...options) {
      super(...options);
      const timer = setInterval(async () => {
        if (this.connectionState === 'closed' || window.heard) return clearInterval(timer);
        for (const report of (await this.getStats()).values()) {
          if (report.type !== 'inbound-rtp' || !(report.totalAudioEnergy > 1e-3)) continue;
          window.played = new MediaStream(this.getReceivers().map(({ track }) => track).filter(({ kind }) => kind === 'audio'));
          window.heard = true;
        }
      }, 50);
    }
  };
}
