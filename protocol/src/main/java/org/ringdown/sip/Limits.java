package org.ringdown.sip;

/** How much of a message is read before it counts as an attack; bytes, unless said otherwise. */
final class Limits {
    /** Head and body together, which is what a datagram can hold. */
    static final int MESSAGE = 64 * 1024;

    /** Start line, headers and the empty line. */
    static final int HEAD = 32 * 1024;

    /** The start line, or one header with all its continuation lines. */
    static final int LINE = 8 * 1024;

    /** Header lines, as a count. */
    static final int HEADERS = 128;

    /** Parameters of one header value or URI, as a count; comparing two lists of them takes the square of it. */
    static final int PARAMS = 128;

    private Limits() {}
}
