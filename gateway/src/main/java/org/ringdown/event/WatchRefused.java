package org.ringdown.event;

/** There are too many who watch already. */
public record WatchRefused(String watch) {}
