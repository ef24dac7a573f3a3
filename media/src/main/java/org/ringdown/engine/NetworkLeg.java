package org.ringdown.engine;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.ringdown.media.Filler;
import org.ringdown.media.LegSound;
import org.ringdown.media.MediaListener;
import org.ringdown.path.CaptureTime;
import org.ringdown.path.Ear;
import org.ringdown.path.LegFormats;
import org.ringdown.path.Reports;
import org.ringdown.rtp.RtpPacket;
import org.ringdown.transport.Transport;
import org.ringdown.video.PictureEgress;
import org.ringdown.video.PictureHearing;
import org.ringdown.video.PictureLine;

/** A leg with a far end on the network. */
abstract class NetworkLeg<T extends Transport> extends Leg {
    private Optional<Reports> reports = Optional.empty();
    private Optional<Line<T>> line = Optional.empty();
    private Optional<PictureLine> pictures = Optional.empty();
    private Optional<PictureEgress> shown = Optional.empty(); // made once, not for each packet

    private Optional<PictureHearing> seen = Optional.empty(); // of the newest join

    NetworkLeg(MediaWorker worker, MediaListener listener) {
        super(worker, listener);
    }

    /** The line, once it is open; nothing if it could not be. */
    final Optional<Line<T>> line() {
        return line;
    }

    /** Opens the line, or fails and ends the leg. */
    final void open(int ssrc, String cname, Optional<Filler> filler, Line.Opener<T> opener) {
        begin();
        var made = Reports.of(cname, worker().loop());
        reports = Optional.of(made);
        try {
            line = Optional.of(new Line<>(this, ssrc, made, filler, opener));
        } catch (IOException e) {
            end();
            listener().failed(e.getMessage());
        }
    }

    final Optional<PictureLine> pictures() {
        return pictures;
    }

    /** Has pictures from now on, beside its sound, which is open. */
    final PictureLine picturesOn(Transport transport, int ssrc, int againSsrc) {
        var made =
                new PictureLine(
                        worker().loop(),
                        worker().random(),
                        transport,
                        ssrc,
                        againSsrc,
                        reports.orElseThrow(),
                        new Partner());
        pictures = Optional.of(made);
        shown = Optional.of(made.egress());
        return made;
    }

    private final class Partner implements PictureLine.Partner {
        @Override
        public void accept(RtpPacket packet, long now) {
            show(packet, now);
        }

        @Override
        public void keyframeWanted() {
            boolean made = seen.isPresent() && seen.get().wantKeyframe();
            if (!made) NetworkLeg.this.keyframeWanted();
        }

        @Override
        public void bitrateWanted(OptionalLong most) {
            seen.ifPresent(PictureHearing::limitChanged);
            bitrateChanged(most);
        }

        @Override
        public void askElsewhere() {
            listener().keyframeWanted();
        }

        @Override
        public void captured(CaptureTime time) {
            picturesCaptured(time);
        }
    }

    @Override
    public void sendKeys(String keys, Duration duration, Duration gap) {
        post(() -> line.ifPresent(present -> present.egress().press(keys, duration, gap)));
    }

    @Override
    public void music(boolean on) {
        post(() -> line.ifPresent(present -> present.egress().music(on)));
    }

    @Override
    public void beeps(Optional<Duration> interval) {
        post(() -> line.ifPresent(present -> present.egress().beeps(interval)));
    }

    @Override
    final Ear newEar(int number) {
        return line.map(present -> present.newEar(number)).orElse(Ear.DEAF);
    }

    @Override
    final LegFormats formats() {
        return line.map(Line::formats).orElse(LegFormats.NONE);
    }

    @Override
    final Optional<LegSound> sound() {
        return line.flatMap(Line::sound);
    }

    @Override
    final Ear newEye(int number) {
        var made =
                new PictureHearing(
                        number,
                        () -> shown,
                        worker().loop(),
                        worker().mill(),
                        this::keyframeWanted,
                        this::wantedBitrate);
        seen = Optional.of(made);
        return made;
    }

    @Override
    final LegFormats pictureFormats() {
        return pictures.map(PictureLine::formats).orElse(LegFormats.NONE);
    }

    @Override
    final OptionalLong wantedBitrate() {
        return pictures.map(PictureLine::limit).orElse(OptionalLong.empty());
    }

    @Override
    final void wantKeyframe() {
        pictures.ifPresent(PictureLine::wantKeyframe);
    }

    @Override
    final void wantBitrate(OptionalLong most) {
        pictures.ifPresent(present -> present.wantBitrate(most));
    }

    @Override
    void release() {
        pictures.ifPresent(PictureLine::close);
        line.ifPresent(Line::close);
        releasePictures();
    }

    /** Lets go of a transport that pictures have for themselves. */
    void releasePictures() {}
}
