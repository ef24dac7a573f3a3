package org.ringdown.rtmp.chunk;

import java.nio.ByteBuffer;

/**
 * A message as chunks carry it (RTMP 1.0 §5.3.1.2).
 *
 * @param type what it is ({@link MessageType})
 * @param stream the message stream that it belongs to; 0 is the connection itself
 * @param timestamp in milliseconds, 32 bits that wrap
 */
public record RawMessage(int type, int stream, int timestamp, ByteBuffer body) {}
