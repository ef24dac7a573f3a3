package org.ringdown.call;

/** A message for one leg, posted to its call. */
public record ToLeg(String leg, Object message) {}
