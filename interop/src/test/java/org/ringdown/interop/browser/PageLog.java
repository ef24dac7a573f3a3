package org.ringdown.interop.browser;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What a page wrote to its console, oldest first, as {@code level: text}. */
final class PageLog {
    private final List<String> lines = new CopyOnWriteArrayList<>();

    void add(String level, String text) {
        lines.add(level + ": " + text);
    }

    List<String> lines() {
        return List.copyOf(lines);
    }
}
