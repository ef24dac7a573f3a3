package org.ringdown.media;

import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/** A milestone of one leg's media, for whoever explains the call afterwards. There are a few in the life of a leg, never one per packet. */
public sealed interface MediaNote {
    double MILLISECOND = TimeUnit.MILLISECONDS.toNanos(1);

    /** A nominated ICE check came from here: the page is reached, or has moved. */
    record Reached(InetSocketAddress page, boolean tcp) implements MediaNote {}

    /** It goes in messages of the page's own connection: there is nothing to reach, and no keys to agree on. */
    record Streamed() implements MediaNote {}

    /** Keys are agreed: the DTLS handshake has ended well. */
    record Keyed() implements MediaNote {}

    /** Keys never will be; {@code why} is one sentence for people. */
    record Unkeyed(String why) implements MediaNote {}

    /** The first packet of the far end, or the first after a {@link Silent}; from port 0 where it has no address. */
    record Heard(InetSocketAddress from, String codec) implements MediaNote {}

    /**
     * Nothing was heard for three seconds although the far end was told where to send.
     *
     * @param everHeard whether anything came before that
     */
    record Silent(boolean everHeard) implements MediaNote {}

    /** The first packet for the far end has left; to port 0 where it has no address. */
    record Spoken(InetSocketAddress to) implements MediaNote {}

    /** The two ends share no codec: what the other says in {@code from} is converted, and this far end hears it in {@code to}. */
    record Transcoded(String from, String to) implements MediaNote {}

    /** Packets came from an address that is not the far end's and cannot be believed; told once. */
    record Foreign(InetSocketAddress from) implements MediaNote {}

    /** Packets came under a payload type that was not agreed; told once. */
    record Unagreed(int payloadType) implements MediaNote {}

    /** No sign of life of a page any more. */
    record Lost() implements MediaNote {}

    /** The leg has ended. */
    record Closed(Figures figures) implements MediaNote {
        public Closed(long heard, long spoken, int missing, Quality quality) {
            this(new Figures(heard, spoken, missing, quality));
        }

        public long heard() {
            return figures.heard();
        }

        public long spoken() {
            return figures.spoken();
        }

        public int missing() {
            return figures.missing();
        }

        public Quality quality() {
            return figures.quality();
        }

        public boolean isOneWay() {
            return figures.isOneWay();
        }

        public double mos() {
            return figures.mos();
        }
    }
}
