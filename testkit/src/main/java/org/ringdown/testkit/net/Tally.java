package org.ringdown.testkit.net;

/**
 * What became of the datagrams of one kind of traffic.
 *
 * @param sent by anybody
 * @param lost on the way, by chance or because of a cut
 * @param doubled that the network sent once more
 * @param delivered to an open port, doubles included
 * @param unheard that found their port closed
 */
public record Tally(long sent, long lost, long doubled, long delivered, long unheard) {
    static final Tally NOTHING = new Tally(0, 0, 0, 0, 0);

    Tally plus(long sent, long lost, long doubled, long delivered, long unheard) {
        return new Tally(
                this.sent + sent,
                this.lost + lost,
                this.doubled + doubled,
                this.delivered + delivered,
                this.unheard + unheard);
    }
}
