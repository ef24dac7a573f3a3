package org.ringdown.engine;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import org.ringdown.codec.Music;
import org.ringdown.media.Transcoding;
import org.ringdown.mix.RoomLimits;
import org.ringdown.video.PictureConverters;
import org.ringdown.worker.PortRange;

/**
 * What an operator decides about media.
 *
 * @param host to bind the ports toward SIP to
 * @param pageHost to bind the ports for pages to
 * @param pageSources from which addresses pages may send; what comes from elsewhere is dropped
 * @param webRtcPort the first worker's UDP port for pages; the next worker has the next port, and so on. 0 is any free one, for each
 * @param rtpPorts for SIP legs, shared out among the workers
 * @param portRest for how long a port is not used again after a leg has closed it
 * @param transcoding what is converted where two legs share no codec
 * @param rooms how many may meet
 * @param music for whoever waits
 * @param converters of pictures, where two legs share no codec for them
 */
public record MediaConfig(
        InetAddress host,
        InetAddress pageHost,
        Predicate<InetAddress> pageSources,
        int webRtcPort,
        PortRange rtpPorts,
        Duration portRest,
        Transcoding transcoding,
        RoomLimits rooms,
        Music music,
        Optional<PictureConverters> converters) {
    /**
     * How long ports rest after a call, at least: those that have rested longest come first, so it is minutes where calls are few. More would
     * run out of ports: 100 calls a second close 200 pairs.
     */
    public static final Duration PORT_REST = Duration.ofSeconds(5);

    /** One address for everything, pages from everywhere, and nothing is converted. */
    public static MediaConfig at(
            InetAddress host, int webRtcPort, PortRange rtpPorts, Duration portRest) {
        return new MediaConfig(
                host,
                host,
                _ -> true,
                webRtcPort,
                rtpPorts,
                portRest,
                Transcoding.NONE,
                RoomLimits.USUAL,
                Music.BOX,
                Optional.empty());
    }

    /** The same, and this is converted. */
    public MediaConfig with(Transcoding converted) {
        return with(converted, rooms, converters);
    }

    /** The same, and so many may meet. */
    public MediaConfig with(RoomLimits many) {
        return with(transcoding, many, converters);
    }

    /** The same, and pictures are converted by these. */
    public MediaConfig with(PictureConverters pictures) {
        return with(transcoding, rooms, Optional.of(pictures));
    }

    private MediaConfig with(
            Transcoding converted, RoomLimits many, Optional<PictureConverters> pictures) {
        return new MediaConfig(
                host,
                pageHost,
                pageSources,
                webRtcPort,
                rtpPorts,
                portRest,
                converted,
                many,
                music,
                pictures);
    }

    int webRtcPortOf(int worker) {
        return webRtcPort == 0 ? 0 : webRtcPort + worker;
    }
}
