package org.ringdown.event;

/** Nobody watches any more. */
public record WatchOver(String watch) {}
