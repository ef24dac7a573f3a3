package org.ringdown.leg.page;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.ringdown.call.CallEvent;
import org.ringdown.call.CallEvent.Answers;
import org.ringdown.call.CallEvent.KeysPressed;
import org.ringdown.call.CallEvent.Leaves;
import org.ringdown.call.CallEvent.MediaReplaced;
import org.ringdown.call.CallEvent.Rings;
import org.ringdown.call.CallEvent.SaysInfo;
import org.ringdown.call.EndReason;
import org.ringdown.call.Ending;
import org.ringdown.call.Ending.By;
import org.ringdown.call.Handover;
import org.ringdown.call.Info;
import org.ringdown.call.Invitation;
import org.ringdown.call.Keys;
import org.ringdown.call.Leg;
import org.ringdown.call.LegHost;
import org.ringdown.call.Party;
import org.ringdown.call.TransferProgress;
import org.ringdown.leg.page.ForPageLeg.Accept;
import org.ringdown.leg.page.ForPageLeg.Attached;
import org.ringdown.leg.page.ForPageLeg.Decline;
import org.ringdown.leg.page.ForPageLeg.Detached;
import org.ringdown.leg.page.ForPageLeg.HangUp;
import org.ringdown.leg.page.ForPageLeg.Hold;
import org.ringdown.leg.page.ForPageLeg.Lossy;
import org.ringdown.leg.page.ForPageLeg.Merge;
import org.ringdown.leg.page.ForPageLeg.NobodyLeft;
import org.ringdown.leg.page.ForPageLeg.Press;
import org.ringdown.leg.page.ForPageLeg.Record;
import org.ringdown.leg.page.ForPageLeg.Say;
import org.ringdown.leg.page.ForPageLeg.TransferTo;
import org.ringdown.mailbox.Post;
import org.ringdown.media.Codec;
import org.ringdown.media.Media;
import org.ringdown.media.Transcoding;
import org.ringdown.time.Clock;
import org.ringdown.time.Timers.Timer;

/** One user's pages as a side of a call. Whichever page holds the call, this leg is what the call sees. */
public final class PageLeg implements Leg {
    private final String id;
    private final String user;
    private final Party party;
    private final LegHost host;
    private final Surroundings around;
    private final boolean caller;
    private final PageTalk talk;

    private By side;
    private List<Codec> invited = List.of();
    private Optional<Timer> grace = Optional.empty();
    private long graceOver;
    private EndReason lack = EndReason.NETWORK_LOST;
    private long answeredAt;
    private boolean talking;
    private boolean holding;
    private boolean heldByThem;
    private boolean transferring;
    private boolean over;

    /**
     * What every page leg shares.
     *
     * @param grace for how long a call waits for a page that has vanished
     */
    public record Surroundings(Post post, Clock clock, Duration grace, Transcoding transcoding) {
        private PageTalk talk(
                String id,
                String user,
                Optional<Media> media,
                List<Codec> codecs,
                List<Codec> pictures) {
            return new PageTalk(
                    id, transcoding, media, codecs, pictures, report -> tell(user, report));
        }

        private void tell(String user, FromPageLeg report) {
            post.send("user:" + user, report);
        }
    }

    /** For so long a call that went out ahead of its page's media waits for it. */
    private static final Duration MEDIA_WITHIN = Duration.ofSeconds(10);

    private record GraceOver() {}

    private PageLeg(
            String id,
            String user,
            Party party,
            PageTalk talk,
            boolean caller,
            LegHost host,
            Surroundings around) {
        this.id = id;
        this.user = user;
        this.party = party;
        this.talk = talk;
        this.caller = caller;
        this.side = caller ? By.CALLER : By.CALLEE;
        this.host = host;
        this.around = around;
    }

    /** The same leg in another call. */
    private PageLeg(PageLeg before, LegHost host) {
        this(before.id, before.user, before.party, before.talk, before.caller, host, before.around);
        side = before.side;
        lack = before.lack;
        answeredAt = before.answeredAt;
        talking = before.talking;
        holding = before.holding;
        heldByThem = before.heldByThem;
        if (before.grace.isPresent()) lacks(lack, before.graceOver);
        tellUser(new FromPageLeg.Moved(id, host.call()));
    }

    /**
     * The leg of a page that places a call.
     *
     * @param media nothing where it is still to come; it is {@link Attached} then
     * @param codecs of the media, or those that the page has promised
     * @param pictures the same of pictures
     */
    public static PageLeg calling(
            String id,
            String user,
            Party party,
            Optional<Media> media,
            List<Codec> codecs,
            List<Codec> pictures,
            LegHost host,
            Surroundings around) {
        var talk = around.talk(id, user, media, codecs, pictures);
        var leg = new PageLeg(id, user, party, talk, true, host, around);
        if (media.isEmpty()) leg.lacks(EndReason.MEDIA_TIMEOUT, leg.in(MEDIA_WITHIN));
        return leg;
    }

    /** The leg of all pages of a user that is called. */
    public static PageLeg called(
            String id, String user, Party party, LegHost host, Surroundings around) {
        var talk = around.talk(id, user, Optional.empty(), List.of(), List.of());
        return new PageLeg(id, user, party, talk, false, host, around);
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public Party party() {
        return party;
    }

    @Override
    public String kind() {
        return "page";
    }

    @Override
    public Optional<Media> media() {
        return talk.media();
    }

    @Override
    public void invite(Invitation invitation) {
        invited = invitation.codecs();
        tellUser(
                new FromPageLeg.Incoming(
                        id,
                        host.call(),
                        invitation.sipCallId(),
                        invitation.shown(),
                        invitation.dialled(),
                        invitation.headers(),
                        !invitation.pictures().isEmpty()));
        host.tell(new Rings(id));
    }

    @Override
    public void ringing(boolean early) {
        tellUser(new FromPageLeg.Ringing(id, early));
    }

    @Override
    public void early(List<Codec> codecs) {
        talk.choose(codecs);
    }

    @Override
    public void answered(List<Codec> codecs) {
        talk.choose(codecs);
        if (talk.media().isPresent() && !talk.canSpeak()) leave(EndReason.CODEC_MISMATCH, mySide());
        else talk();
    }

    @Override
    public void keys(Keys keys) {
        tellUser(new FromPageLeg.KeysHeard(id, keys.digits()));
    }

    @Override
    public void recorded(boolean on) {
        tellUser(new FromPageLeg.Recorded(id, on));
    }

    @Override
    public void info(Info info) {
        tellUser(new FromPageLeg.InfoHeard(id, info));
    }

    @Override
    public void receive(Object message) {
        if (over) return;
        switch (message) {
            case ForPageLeg order -> on(order);
            case GraceOver() -> leave(lack, By.SYSTEM);
            default ->
                    throw new IllegalArgumentException("not for a page leg: " + message.getClass());
        }
    }

    private void on(ForPageLeg order) {
        switch (order) {
            case Accept(var answering, var codecs, var looks) -> {
                talk.shows(looks);
                accept(answering, codecs);
            }
            case Decline(var busy) -> leave(busy ? EndReason.BUSY : EndReason.DECLINED, mySide());
            case NobodyLeft() -> leave(EndReason.UNAVAILABLE, mySide());
            case HangUp() ->
                    leave(caller && !talking ? EndReason.CANCELED : EndReason.HANGUP, mySide());
            case Attached(var now, var able, var looks) -> {
                talk.shows(looks);
                attach(now, able);
            }
            case ForPageLeg.Looks(var looks) -> {
                if (talk.looks(looks)) host.tell(new CallEvent.PicturesChanged(id));
            }
            case Detached() -> lacks(EndReason.NETWORK_LOST, in(around.grace));
            case Hold(var on) ->
                    host.tell(
                            on
                                    ? new CallEvent.Holds(id, org.ringdown.call.Hold.SILENT)
                                    : new CallEvent.Unholds(id));
            case TransferTo transfer -> transfer(transfer);
            case Merge(var otherCall, var otherLeg) -> {
                transferring = true;
                host.tell(new CallEvent.Merges(id, host.call(), otherCall, otherLeg));
            }
            case Lossy(var on) -> talk.lossy(on);
            case Press(var keys) -> host.tell(new KeysPressed(id, keys));
            case Say(var info) -> host.tell(new SaysInfo(id, info));
            case Record(var wish, var page, var ref) ->
                    tellUser(new FromPageLeg.RecordAnswered(id, page, ref, host.record(wish)));
        }
    }

    private void transfer(TransferTo wish) {
        var refusal = host.dial(wish.to());
        if (refusal.isPresent()) {
            tellUser(new FromPageLeg.Barred(id, refusal.get()));
        } else {
            transferring = true;
            host.tell(new CallEvent.Transfers(id, wish.to(), wish.dialled(), false));
        }
    }

    private long in(Duration time) {
        return around.clock.nanos() + time.toNanos();
    }

    /** Without media until then, the call ends for this reason. */
    private void lacks(EndReason why, long until) {
        grace.ifPresent(Timer::cancel);
        lack = why;
        graceOver = until;
        var left = Duration.ofNanos(Math.max(0, until - around.clock.nanos()));
        grace = Optional.of(host.later(id, left, new GraceOver()));
    }

    private void accept(Media answering, List<Codec> able) {
        var spoken = talk.accept(answering, able, invited);
        if (spoken.isEmpty()) {
            leave(EndReason.CODEC_MISMATCH, mySide());
            return;
        }
        talk();
        host.tell(new Answers(id, spoken));
    }

    private void attach(Media now, List<Codec> able) {
        grace.ifPresent(Timer::cancel);
        grace = Optional.empty();
        var before = talk.attach(now, able);
        if (before.isEmpty()) arrived();
        host.tell(new MediaReplaced(id));
        before.filter(old -> old != now).ifPresent(Media::close);
    }

    /** The media that the call went ahead of is there, and may be less than the page has promised. */
    private void arrived() {
        if (talk.canSpeak()) talk.chooseAgain();
        else leave(EndReason.CODEC_MISMATCH, mySide());
    }

    @Override
    public List<Codec> pictures() {
        return talk.pictures();
    }

    @Override
    public void sees(List<Codec> theirs) {
        talk.sees(theirs);
    }

    private void talk() {
        if (talking) return;
        talking = true;
        answeredAt = around.clock.nanos();
        tellUser(new FromPageLeg.Answered(id));
    }

    @Override
    public List<Codec> codecs() {
        return talk.codecs();
    }

    @Override
    public void held(boolean byUs, boolean byThem) {
        talk.waits(byThem);
        boolean news = holding != byUs || heldByThem != byThem;
        holding = byUs;
        heldByThem = byThem;
        if (news) tellUser(new FromPageLeg.HoldChanged(id, byUs, byThem));
    }

    @Override
    public void entertain() {
        talk.waits(true);
    }

    @Override
    public void meets(Party other, List<Codec> codecs) {
        talk.choose(codecs);
        tellUser(new FromPageLeg.Meets(id, other));
    }

    @Override
    public void sits(By now) {
        side = now;
    }

    @Override
    public void transfer(TransferProgress progress) {
        if (!transferring) return;
        transferring = !progress.isOver();
        tellUser(new FromPageLeg.Transferring(id, progress));
    }

    @Override
    public Handover release() {
        over = true;
        grace.ifPresent(Timer::cancel);
        return to -> new PageLeg(this, to);
    }

    private void leave(EndReason reason, By by) {
        host.tell(new Leaves(id, Ending.of(reason, by)));
    }

    @Override
    public void end(Ending ending) {
        if (over) return;
        over = true;
        grace.ifPresent(Timer::cancel);
        talk.close();
        long talked = talking ? (around.clock.nanos() - answeredAt) / 1_000_000 : 0;
        tellUser(
                new FromPageLeg.Over(
                        id,
                        ending.reason(),
                        seen(ending.by()),
                        ending.status(),
                        ending.q850(),
                        talked));
    }

    private FromPageLeg.By seen(By by) {
        if (by == By.SYSTEM) return FromPageLeg.By.SYSTEM;
        return by == mySide() ? FromPageLeg.By.LOCAL : FromPageLeg.By.REMOTE;
    }

    private By mySide() {
        return side;
    }

    private void tellUser(FromPageLeg report) {
        around.tell(user, report);
    }
}
