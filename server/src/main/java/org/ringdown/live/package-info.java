/**
 * Live streams out of calls and into them: what is heard and seen in a call goes to a server of RTMP, as from an encoder; what such a server plays is heard
 * in a call, or calls somebody.
 *
 * <p>Read {@link org.ringdown.live.LiveStreams} first: who is streamed to, by call; then {@link org.ringdown.live.BroughtStreams}, the other way round. Each
 * stream has threads of its own that connect, mix and send, or read, and may wait for the server as long as it takes: neither call nor worker does.
 *
 * <p>Not here: who taps a call (see {@code org.ringdown.call.CallTape}), who is heard in place of a side of it ({@code CallDub}), what the messages consist of
 * (see {@code org.ringdown.record.FlvStream}).
 */
package org.ringdown.live;
