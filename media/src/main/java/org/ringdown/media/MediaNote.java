package org.ringdown.media;

import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import org.ringdown.rtp.EModel;

/** A milestone of one leg's media, for whoever explains the call afterwards. There are a few in the life of a leg, never one per packet. */
public sealed interface MediaNote {
    double MILLISECOND = TimeUnit.MILLISECONDS.toNanos(1);

    /** A nominated ICE check came from here: the page is reached, or has moved. */
    record Reached(InetSocketAddress page, boolean tcp) implements MediaNote {}

    /** Keys are agreed: the DTLS handshake has ended well. */
    record Keyed() implements MediaNote {}

    /** Keys never will be; {@code why} is one sentence for people. */
    record Unkeyed(String why) implements MediaNote {}

    /** The first packet of the far end, or the first after a {@link Silent}. */
    record Heard(InetSocketAddress from, String codec) implements MediaNote {}

    /**
     * Nothing was heard for three seconds although the far end was told where to send.
     *
     * @param everHeard whether anything came before that
     */
    record Silent(boolean everHeard) implements MediaNote {}

    /** The first packet for the far end has left. */
    record Spoken(InetSocketAddress to) implements MediaNote {}

    /** The two ends share no codec: what the other says in {@code from} is converted, and this far end hears it in {@code to}. */
    record Transcoded(String from, String to) implements MediaNote {}

    /** Packets came from an address that is not the far end's and cannot be believed; told once. */
    record Foreign(InetSocketAddress from) implements MediaNote {}

    /** Packets came under a payload type that was not agreed; told once. */
    record Unagreed(int payloadType) implements MediaNote {}

    /** No sign of life of a page any more. */
    record Lost() implements MediaNote {}

    /**
     * The leg has ended.
     *
     * @param heard packets of the far end
     * @param spoken packets for it
     * @param missing packets of the far end that never came, as far as its last stream shows
     */
    record Closed(long heard, long spoken, int missing, Quality quality) implements MediaNote {
        /** A second of sound. */
        private static final long SAID = 50;

        /** Whether only one side of it was ever heard: we spoke to the far end, and nothing came from there. */
        public boolean isOneWay() {
            return heard == 0 && spoken >= SAID;
        }

        /** What listeners would say of what was heard: half of the way there and back, and what a buffer needs against the jitter. */
        public double mos() {
            long roundTrip = quality.far().map(far -> far.roundTripNanos().orElse(0)).orElse(0L);
            double delay = (roundTrip / 2.0 + 2 * quality.jitterNanos()) / MILLISECOND;
            double lost = Math.max(0, missing);
            return EModel.mos(heard + lost == 0 ? 0 : lost / (heard + lost), delay);
        }
    }
}
