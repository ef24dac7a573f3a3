package org.ringdown.config;

/** The place where a value was written. {@code line} is 0 where there are no lines. */
public record Where(String source, int line) {
    @Override
    public String toString() {
        return line > 0 ? source + ":" + line : source;
    }
}
