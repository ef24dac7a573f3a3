package org.ringdown.call;

/** A leg on its way from one call to another: nobody's, until it is settled in the call that takes it. */
@FunctionalInterface
public interface Handover {
    Leg settle(LegHost host);
}
