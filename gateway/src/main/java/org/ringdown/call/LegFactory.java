package org.ringdown.call;

/** Makes the leg that reaches a destination. Its implementations know the technologies; the call does not. */
public interface LegFactory {
    Leg make(String id, Destination destination, LegHost host);
}
