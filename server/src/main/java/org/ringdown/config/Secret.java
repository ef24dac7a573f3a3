package org.ringdown.config;

/** A password or key. Prints as dots, so that it cannot slip into a log. */
public record Secret(String reveal) {
    @Override
    public String toString() {
        return "••••";
    }
}
