package org.ringdown.worker;

/** What is attached to a key of an {@link NioLoop}'s selector. */
sealed interface NioPort extends Polled permits NioDatagramPort, NioTcpPort, NioTcpConnection {}
