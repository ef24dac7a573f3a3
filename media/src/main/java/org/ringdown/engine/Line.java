package org.ringdown.engine;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.ringdown.media.Figures;
import org.ringdown.media.Filler;
import org.ringdown.media.Format;
import org.ringdown.media.LegSound;
import org.ringdown.media.MediaNote;
import org.ringdown.media.MediaWatch;
import org.ringdown.path.Ear;
import org.ringdown.path.Egress;
import org.ringdown.path.Hearing;
import org.ringdown.path.Intake;
import org.ringdown.path.LegFormats;
import org.ringdown.path.OutgoingStreams;
import org.ringdown.path.Reporter;
import org.ringdown.path.Reports;
import org.ringdown.rtp.RtpPacket;
import org.ringdown.transport.Transport;
import org.ringdown.transport.TransportListener;
import org.ringdown.worker.Loop;

/**
 * What stands between a leg and its far end: a transport, and the stages either way.
 *
 * <pre>
 * far end -> transport -> intake -> the leg's partner
 * far end <- transport <- egress <- hearing <- the leg's partner
 * </pre>
 */
final class Line<T extends Transport> implements TransportListener {
    interface Opener<T> {
        T open(TransportListener listener) throws IOException;
    }

    private final Leg leg;
    private final T transport;
    private final Intake intake;
    private final Egress egress;
    private final Reporter reporter;
    private final Optional<LineWatch> watch;
    private final SilenceWatch silence;
    private final Lately lately = new Lately();
    private LegFormats formats = LegFormats.NONE;

    /**
     * @param ssrc of the first stream that the far end receives
     * @param filler what it hears when there is nothing else; nothing for a page, which needs no packets to keep a silence
     */
    Line(Leg leg, int ssrc, Reports reports, Optional<Filler> filler, Opener<T> opener)
            throws IOException {
        var worker = leg.worker();
        var loop = worker.loop();
        var random = worker.random();
        var streams =
                filler.isEmpty()
                        ? OutgoingStreams.of(random, ssrc)
                        : new OutgoingStreams(random, ssrc);
        this.leg = leg;
        this.transport = opener.open(this);
        this.intake = new Intake(loop.counters(), leg.listener(), leg::speak);
        this.watch = watch(worker.watch(), loop, reports.cname());
        var out = watch.<Transport>map(watching -> watching).orElse(transport);
        this.egress =
                new Egress(loop, random, streams, out, filler, worker.music(), filler.isEmpty());
        this.silence = new SilenceWatch(loop, leg.listener()::silent);
        this.reporter =
                new Reporter(loop, random, streams, intake, transport, reports, leg::captured);
    }

    private Optional<LineWatch> watch(MediaWatch watch, Loop loop, String cname) {
        return watch == MediaWatch.NOBODY
                ? Optional.empty()
                : Optional.of(new LineWatch(watch, loop, cname, transport));
    }

    T transport() {
        return transport;
    }

    Egress egress() {
        return egress;
    }

    LegFormats formats() {
        return formats;
    }

    void agree(List<Format> receiving, List<Format> sending) {
        agree(new LegFormats(receiving, sending), OptionalInt.empty());
    }

    /** @param redundancy the payload type, either way, of packets that say Opus again */
    void agree(LegFormats agreed, OptionalInt redundancy) {
        formats = agreed;
        intake.formats(agreed.receiving(), redundancy);
        egress.redundancy(redundancy);
        egress.formats(agreed.sending());
        watch.ifPresent(watching -> watching.agreed(agreed.receiving()));
    }

    /** The far end knows where to send: from now on its silence is one. */
    void expectSound() {
        watch.ifPresent(LineWatch::expect);
        silence.begin();
    }

    /** Tells the leg's listener when packets get lost. To be closed. */
    LossGuard guard() {
        return new LossGuard(
                leg.worker().loop(), intake::statistics, egress::farLoss, leg.listener()::lossy);
    }

    Ear newEar(int number) {
        var worker = leg.worker();
        return new Hearing(
                number, egress, worker.loop(), worker.random(), worker.transcoding(), this::noted);
    }

    @Override
    public void rtp(RtpPacket packet, long now) {
        if (watch.isPresent()) watch.get().heard(packet, now);
        silence.heard(now);
        intake.accept(packet, now);
    }

    @Override
    public void rtcp(ByteBuffer buffer, int offset, int length, long now) {
        silence.heard(now);
        reporter.received(buffer, offset, length, now);
        egress.farLoss(reporter.farLoss());
    }

    @Override
    public void noted(MediaNote note) {
        watch.ifPresent(watching -> watching.note(note));
    }

    @Override
    public void foreign(InetSocketAddress from) {
        if (watch.isPresent()) watch.get().foreign(from);
    }

    @Override
    public void unagreed(int payloadType) {
        if (watch.isPresent()) watch.get().unagreed(payloadType);
    }

    /** How it sounds; nothing where nobody counts. */
    Optional<LegSound> sound() {
        return watch.map(watching -> {
            var all = figures(watching);
            return watching.sound(all, lately.next(all, leg.worker().loop().nanos()));
        });
    }

    private Figures figures(LineWatch watching) {
        return watching.figures(missing(), reporter.quality());
    }

    private int missing() {
        return (int) Math.max(0, intake.statistics().lost() - intake.repaired());
    }

    void close() {
        watch.ifPresent(watching -> watching.closed(figures(watching)));
        silence.close();
        reporter.close();
        egress.close();
        transport.close();
    }
}
