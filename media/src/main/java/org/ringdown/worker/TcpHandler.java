package org.ringdown.worker;

/** Hears of a {@link TcpConnection}, on its loop. */
public interface TcpHandler {
    /** Something may be read, be it the end. */
    void readable(long now);

    /** There is room again for what {@link TcpConnection#write} left over. */
    void writable(long now);
}
