package org.ringdown.mix;

/**
 * How many may meet.
 *
 * @param rooms of the node at a time
 * @param seats of each
 */
public record RoomLimits(int rooms, int seats) {
    /** What one core carries when a few of each room speak at a time. */
    public static final RoomLimits USUAL = new RoomLimits(100, 50);
}
