/**
 * RTMP: how Flash and AIR phones, encoders and players speak to a server, from either side (Adobe RTMP 1.0, Enhanced RTMP v2).
 *
 * <p>Read {@code RtmpSession}, then {@code RtmpServerSession}. Bytes and {@code now} go in, {@code RtmpEvent}s come out; what is to be
 * sent waits in the session until the socket takes it. Below it, from the wire upwards: {@code handshake}, {@code chunk}, {@code amf},
 * {@code message}, {@code flv}.
 *
 * <p>Threads: a session belongs to one connection, and is called by one thread at a time.
 *
 * <p>Not here: sockets, TLS (RTMPS), HTTP (RTMPT); who may connect; the commands of phones.
 */
package org.ringdown.rtmp;
