package org.ringdown.leg.page;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.ringdown.media.Codec;
import org.ringdown.media.Format;
import org.ringdown.media.WebRtcParameters;

/** Answers a page's SDP offers. */
public interface PageNegotiation {
    /**
     * @param page where the page is; empty where that is not known
     * @param before what an earlier offer of the same PeerConnection led to
     * @param worker the one whose port the answer names
     */
    Outcome answer(String offer, Optional<InetAddress> page, Optional<Agreed> before, int worker);

    /** Of what a page says that its offer will have ("opus/48000/2", as in rtpmap), what we can do, in its order. */
    List<Codec> foresee(List<String> promised);

    /** The same of pictures. */
    List<Codec> foreseePictures(List<String> promised);

    sealed interface Outcome {}

    /**
     * @param answer our SDP
     * @param mid of the audio section
     * @param session of our SDP's origin
     * @param version of our SDP's origin, which grows with each answer
     */
    record Agreed(
            String answer, String mid, WebRtcParameters parameters, long session, long version)
            implements Outcome {
        /** The codecs that both can do, in the page's order. */
        public List<Codec> codecs() {
            return parameters.formats().stream().map(Format::codec).toList();
        }

        /** Whether what is said in it can be said again (RFC 2198). */
        public boolean isRedundant(Codec codec) {
            return codec.equals(Codec.OPUS) && parameters.redundancy().isPresent();
        }

        /** The codecs in which the page wants to see and be seen; empty where it does not. */
        public List<Codec> pictures() {
            return parameters.pictures().stream()
                    .flatMap(wanted -> wanted.agreed().codecs().stream())
                    .toList();
        }

        /** The page's payload type for a codec of pictures. */
        public Optional<Integer> pictureType(Codec codec) {
            return parameters
                    .pictures()
                    .flatMap(wanted ->
                            wanted.agreed().receiving().stream()
                                    .filter(format -> format.codec().equals(codec))
                                    .map(Format::payloadType)
                                    .findFirst());
        }

        /** The page's payload type for a codec. */
        public Optional<Integer> payloadType(Codec codec) {
            return parameters.formats().stream()
                    .filter(format -> format.codec().equals(codec))
                    .map(Format::payloadType)
                    .findFirst();
        }
    }

    /**
     * @param code of the SDK's error codes
     * @param message what is wrong with the offer
     * @param hint what to do
     */
    record Refused(String code, String message, String hint) implements Outcome {}
}
