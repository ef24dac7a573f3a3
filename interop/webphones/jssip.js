// JsSIP as its documentation uses it.
import JsSIP from 'jssip';
import { enter, lab, query } from './lab.js';

const options = {
  mediaConstraints: { audio: { echoCancellation: false, noiseSuppression: false, autoGainControl: false }, video: false },
  pcConfig: { iceServers: [] },
};
const ua = new JsSIP.UA({
  sockets: [new JsSIP.WebSocketInterface(query.ws)],
  uri: `sip:${query.user}@${query.domain}`,
  password: query.password,
});
let session;

ua.on('registered', () => { lab.registered = true; });
ua.on('unregistered', () => { lab.registered = false; });
ua.on('registrationFailed', ({ cause }) => { lab.why = cause; });
ua.on('newRTCSession', ({ session: fresh, originator }) => {
  session = fresh;
  enter(originator === 'remote' ? 'incoming' : 'calling');
  session.on('peerconnection', ({ peerconnection }) => { lab.connection = peerconnection; });
  session.on('progress', () => { if (originator === 'local') enter('ringing'); });
  session.on('confirmed', () => enter('active'));
  session.on('hold', () => enter('held'));
  session.on('unhold', () => enter('active'));
  session.on('failed', ({ cause }) => enter('ended', cause));
  session.on('ended', ({ cause }) => enter('ended', cause));
  if (session.connection) lab.connection = session.connection;
});

lab.dial = to => { ua.call(`sip:${to}@${query.domain}`, options); lab.connection = session.connection; };
lab.answer = () => session.answer(options);
lab.hangup = () => { if (session && !session.isEnded()) session.terminate(); };
lab.press = key => session.sendDTMF(key, { transportType: 'RFC2833' });
lab.unregister = () => ua.unregister({ all: true });
ua.start();
