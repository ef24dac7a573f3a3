package org.ringdown.media;

/** A codec under the payload type that one direction of one leg uses for it. */
public record Format(int payloadType, Codec codec) {}
