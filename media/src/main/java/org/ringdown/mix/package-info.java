/**
 * Rooms: where more than two hear each other.
 *
 * <p>Read {@link org.ringdown.mix.Room} first: at every turn of its clock it takes 20 ms of what each member says, adds them up in a {@link
 * org.ringdown.mix.Mix}, and lets each member hear all others. A {@link org.ringdown.mix.Seat} is the place of one member; what it hears of
 * its end, and how it speaks to it, is made anew whenever the two agree on something else. {@link org.ringdown.mix.Rooms} are those of one worker.
 *
 * <p>Threads: a room lives on one worker, with all its seats, wherever its members' ends live. Nothing here allocates per frame.
 *
 * <p>Not here: which number leads to which room, packets on the network.
 */
package org.ringdown.mix;
