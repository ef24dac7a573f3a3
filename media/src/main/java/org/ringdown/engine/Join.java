package org.ringdown.engine;

/**
 * Two legs that are to hear each other.
 *
 * @param number greater for every join and split of the node, so that legs on different workers agree which came last
 */
record Join(long number, Leg first, Leg second) {
    Leg other(Leg leg) {
        return leg == first ? second : first;
    }
}
