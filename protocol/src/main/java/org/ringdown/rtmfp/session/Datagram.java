package org.ringdown.rtmfp.session;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/** To be sent. */
public record Datagram(ByteBuffer bytes, InetSocketAddress to) {}
