/**
 * Sound and pictures of clients that send messages over a connection instead of packets: RTMP.
 *
 * <p>At the edge messages become packets as RTP would have them, and packets become messages; between the edge and the worker they wait in bounded rings. So
 * everything behind a {@link org.ringdown.stream.StreamEnd} is as for any other leg: a leg's {@code Line} takes it for a transport.
 *
 * <pre>
 * edge: {@link org.ringdown.stream.IncomingSound}, IncomingPictures -> ring -> worker: StreamEnd
 * edge: {@link org.ringdown.stream.OutgoingSound}, OutgoingPictures <- ring <- worker: StreamEnd
 * </pre>
 *
 * <p>Threads: a {@code StreamEnd} belongs to its worker and allocates nothing per packet; the others belong to the edge, those that come in to one thread and
 * those that go out to one.
 *
 * <p>Not here: connections and commands, what FLV's bytes mean ({@code rtmp.flv}).
 */
package org.ringdown.stream;
