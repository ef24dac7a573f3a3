/**
 * Calls as live streams: what is heard and seen in a call goes to a server of RTMP, as from an encoder.
 *
 * <p>Read {@link org.ringdown.live.LiveStreams} first: who is streamed to, by call. Each stream has threads of its own that connect, mix and send, and may
 * wait for the server as long as it takes: neither call nor worker does.
 *
 * <p>Not here: who taps a call (see {@code org.ringdown.call.CallTape}), what the messages consist of (see {@code org.ringdown.record.FlvStream}).
 */
package org.ringdown.live;
