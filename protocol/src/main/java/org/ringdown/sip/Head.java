package org.ringdown.sip;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * Everything before the body, cut into lines.
 *
 * @param end where the body begins
 * @param fault what was wrong in a line that had to be left out; the headers that remain can still carry an answer
 */
record Head(String startLine, Headers headers, int end, Optional<String> fault) {
    /** The one Content-Length there is; empty when there is none, when there are several, and when it is no number. */
    OptionalInt contentLength() {
        var lines = headers.lines("Content-Length");
        if (lines.size() != 1) return OptionalInt.empty();
        var length = Numbers.parse(lines.getFirst(), Integer.MAX_VALUE);
        return length.isPresent() ? OptionalInt.of((int) length.getAsLong()) : OptionalInt.empty();
    }
}
