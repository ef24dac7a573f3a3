package org.ringdown.event;

/** How it stands now with what is watched. */
public record WatchNews(String watch, News news) {}
