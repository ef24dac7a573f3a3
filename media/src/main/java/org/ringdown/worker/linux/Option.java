package org.ringdown.worker.linux;

/** Options of sockets: socket(7), ip(7), ipv6(7), tcp(7). */
public enum Option {
    REUSE_ADDRESS(1, 2),
    SEND_BUFFER(1, 7),
    RECEIVE_BUFFER(1, 8),
    TYPE_OF_SERVICE(0, 1),
    NO_DELAY(6, 1),
    IPV6_ONLY(41, 26),
    TRAFFIC_CLASS(41, 67);

    final int level;
    final int name;

    Option(int level, int name) {
        this.level = level;
        this.name = name;
    }
}
