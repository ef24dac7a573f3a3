package org.ringdown.testkit.phone;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.ringdown.testkit.phone.PhoneEnding.Kind;
import org.ringdown.time.Timers.Timer;

/** A call of a {@link ScriptedPhone}, and what the phone may do with it. */
public abstract sealed class PhoneCall implements Exchange
        permits OutgoingPhoneCall, IncomingPhoneCall {
    private static final Set<String> SAYING = Set.of("INFO", "MESSAGE", "REFER");

    private static final Pattern HOST_AND_PORT = Pattern.compile("@([0-9.]+):(\\d+)");

    /** Above whatever number an INVITE of ours may have had. */
    private static final long FIRST_BYE = 10;

    /** Where a call is. */
    public enum Phase {
        CALLING,
        RINGING,
        TALKING,
        ENDED
    }

    final ScriptedPhone phone;
    final String callId;
    final String localTag;
    private String remoteTag = "";
    private String remoteTarget = "";
    private InetSocketAddress remoteSignalling;
    private long localSeq = FIRST_BYE;
    private long remoteSeq;
    private Phase phase = Phase.CALLING;
    private Optional<PhoneEnding> ending = Optional.empty();
    private final Optional<PhoneSound> sound;
    private Optional<Timer> later = Optional.empty();
    private final Map<Long, String> heardBeside = new LinkedHashMap<>();
    private final List<Integer> answers = new ArrayList<>();
    private Optional<Repeater> saying = Optional.empty();
    private Optional<Repeater> bye = Optional.empty();
    private final PhoneOffers offers = new PhoneOffers(this);
    private final PhoneReferral referral = new PhoneReferral(this);
    private final List<String> news = new ArrayList<>();
    private int heard;

    PhoneCall(
            ScriptedPhone phone,
            String callId,
            InetSocketAddress signalling,
            Optional<PhoneSound> sound) {
        this.phone = phone;
        this.sound = sound;
        this.callId = callId;
        this.localTag = phone.name("t");
        this.remoteSignalling = signalling;
    }

    public final String callId() {
        return callId;
    }

    public final Phase phase() {
        return phase;
    }

    public final boolean isTalking() {
        return phase == Phase.TALKING;
    }

    public final boolean isOver() {
        return phase == Phase.ENDED;
    }

    /** How it ended, once it has. */
    public final Optional<PhoneEnding> ending() {
        return ending;
    }

    /** How many SIP messages of this call have reached the phone. */
    public final int messagesHeard() {
        return heard;
    }

    /** What is said and heard, if the phone has a handset. */
    public final Optional<PhoneSound> sound() {
        return sound;
    }

    /** The tag that the gateway gave its side; empty before it gave one. */
    public final String remoteTag() {
        return remoteTag;
    }

    /** Ends it in the way that its phase demands: CANCEL, a refusal, or BYE. */
    public abstract void hangUp();

    /** The address that was called. */
    public abstract String dialled();

    /** The address of whoever called. */
    public abstract String caller();

    /** Hangs up later, if it still lives then. */
    public final void hangUpAfter(Duration delay) {
        later.ifPresent(Timer::cancel);
        later = Optional.of(phone.timers().after(delay, this::hangUp));
    }

    @Override
    public final void hear(SipText message) {
        heard++;
        if (!message.isRequest()) {
            if (message.cseqMethod().equals("INVITE") && offers.hear(message)) return;
            if (message.cseqMethod().equals("BYE")) byeAnswered(message);
            else if (SAYING.contains(message.cseqMethod())) sayingAnswered(message);
            else if (message.cseqMethod().equals("NOTIFY")) referral.told(message);
            else response(message);
            return;
        }
        // One that was not answered may come again after others.
        boolean late = isOver() && message.is("NOTIFY") || message.is("REFER");
        if (!message.is("ACK") && !message.is("CANCEL") && !late) checkSequence(message);
        switch (message.method()) {
            case "BYE" -> hearBye(message);
            case "ACK" -> {
                if (!offers.acknowledged(message)) acknowledged(message);
            }
            case "CANCEL" -> canceled(message);
            case "INVITE" -> {
                if (!message.tag("To").isEmpty()) offers.asked(message);
                else invited(message);
            }
            case "INFO", "MESSAGE" -> told(message);
            case "NOTIFY" -> {
                answer(message, 200, "OK");
                news.add(message.body().strip());
            }
            case "REFER" -> referral.asked(message);
            default -> answer(message, 405, "Method Not Allowed");
        }
    }

    abstract InetSocketAddress audio();

    abstract boolean ownsCallId();

    /** Puts the far end on hold, or lets go of it. */
    public final void hold(boolean on) {
        offers.hold(on);
    }

    /** Whether the gateway has put this phone on hold. */
    public final boolean isHeld() {
        return offers.isHeld();
    }

    /** Whether the gateway knows what this phone wishes. */
    public final boolean isSettled() {
        return offers.isSettled();
    }

    final SipText next(String method) {
        return inDialog(method, ++localSeq);
    }

    final boolean isHeldBy(String sdp) {
        return List.of("sendonly", "inactive").contains(PhoneSdp.direction(sdp));
    }

    /** How long to wait after glare, in milliseconds (RFC 3261 §14.1). */
    final long glarePause() {
        return ownsCallId() ? phone.pick(2_100, 4_000) : phone.pick(0, 2_000);
    }

    abstract void response(SipText response);

    abstract void acknowledged(SipText ack);

    abstract void canceled(SipText cancel);

    abstract void invited(SipText invite);

    /** Ends the phone's own repetitions: it has vanished. */
    abstract void fallSilent();

    @Override
    public final void silence() {
        bye.ifPresent(Repeater::stop);
        saying.ifPresent(Repeater::stop);
        fallSilent();
        end(PhoneEnding.of(Kind.VANISHED));
    }

    /** The tag of an end that has not answered yet. */
    final void early(String tag) {
        remoteTag = tag;
    }

    /** The other end of the dialog, from a message that establishes it. */
    final void establish(String tag, SipText from) {
        remoteTag = tag;
        remoteTarget = from.uri("Contact");
        var match = HOST_AND_PORT.matcher(remoteTarget);
        if (match.find()) {
            remoteSignalling =
                    new InetSocketAddress(
                            InetAddress.ofLiteral(match.group(1)),
                            Integer.parseInt(match.group(2)));
        }
        if (from.isRequest()) remoteSeq = from.cseq();
        PhoneSdp.audio(from.body()).ifPresent(audio -> sound.ifPresent(open -> open.toward(audio)));
    }

    private void checkSequence(SipText request) {
        boolean ours = request.tag("To").isEmpty() || request.tag("To").equals(localTag);
        phone.strictness().insist(ours, "our tag", request);
        phone.strictness().insist(request.cseq() >= remoteSeq, "a higher CSeq", request);
        remoteSeq = Math.max(remoteSeq, request.cseq());
    }

    /** Says something beside its sound, by INFO or MESSAGE. */
    public final void say(String method, String type, String body) {
        var request = inDialog(method, ++localSeq).with("Content-Type", type).withBody(body);
        saying.ifPresent(Repeater::stop);
        saying = Optional.of(Repeater.steady(phone.timers(), () -> send(request), () -> {}));
    }

    private void sayingAnswered(SipText response) {
        if (response.status() < 200 || response.cseq() != localSeq) return;
        saying.ifPresent(Repeater::stop);
        saying = Optional.empty();
        answers.add(response.status());
    }

    /** Wants somebody else to talk in its place (RFC 3515). */
    public final void refer(String to) {
        var request =
                next("REFER")
                        .with("Contact", "<" + phone.uri() + ">")
                        .with("Refer-To", "<" + to + ">");
        saying.ifPresent(Repeater::stop);
        saying = Optional.of(Repeater.steady(phone.timers(), () -> send(request), () -> {}));
    }

    /** Wants the far end of another of its calls to talk in its place (RFC 3891 §3). */
    public final void refer(PhoneCall other) {
        String replaces =
                other.callId + "%3Bto-tag%3D" + other.remoteTag + "%3Bfrom-tag%3D" + other.localTag;
        refer(other.remoteUri() + "?Replaces=" + replaces);
    }

    /** The REFERs that the gateway sent, each once: by Refer-To. */
    public final List<String> referredTo() {
        return referral.heard().stream().map(refer -> refer.one("Refer-To")).toList();
    }

    /** Who the gateway said that wanted that. */
    public final List<String> referredBy() {
        return referral.heard().stream().map(refer -> refer.one("Referred-By")).toList();
    }

    /** How whoever is to take its place at the gateway names it (RFC 3891 §6.1). */
    public final String asOthersKnowIt() {
        return callId + ";to-tag=" + remoteTag + ";from-tag=" + localTag;
    }

    /** The same as the gateway would name it to others: this phone's tag is the to-tag. */
    final String asOthersNameIt() {
        return callId + ";to-tag=" + localTag + ";from-tag=" + remoteTag;
    }

    /** What the gateway said of the progress of a REFER, newest last. */
    public final List<String> news() {
        return List.copyOf(news);
    }

    /** The statuses with which what it said was answered. */
    public final List<Integer> answers() {
        return List.copyOf(answers);
    }

    private void told(SipText request) {
        heardBeside.put(request.cseq(), request.one("Content-Type") + " " + request.body());
        answer(request, 200, "OK");
    }

    /** What it was told beside its sound, each as its type and its body. */
    public final List<String> told() {
        return List.copyOf(heardBeside.values());
    }

    private void hearBye(SipText request) {
        answer(request, 200, "OK");
        if (isOver()) return;
        fallSilent();
        end(PhoneEnding.told(Kind.WAS_HUNG_UP, request));
    }

    final void answer(SipText request, int status, String reason) {
        send(SipText.response(request, status, reason, localTag));
    }

    final void send(SipText message) {
        phone.send(message, remoteSignalling);
    }

    /** Says goodbye until it is heard; the call is over for the phone at once. */
    final void sayBye(Kind kind) {
        var request = inDialog("BYE", ++localSeq);
        bye = Optional.of(Repeater.steady(phone.timers(), () -> send(request), () -> {}));
        end(PhoneEnding.of(kind));
    }

    private void byeAnswered(SipText response) {
        if (response.status() >= 200) bye.ifPresent(Repeater::stop);
    }

    final SipText inDialog(String method, long sequence) {
        return addressed(
                SipText.request(method, remoteTarget),
                method,
                sequence,
                "<" + phone.uri() + ">;tag=" + localTag,
                "<" + remoteUri() + ">" + (remoteTag.isEmpty() ? "" : ";tag=" + remoteTag));
    }

    final SipText addressed(SipText request, String method, long sequence, String from, String to) {
        return request.with("Via", phone.via())
                .with("Max-Forwards", "70")
                .with("From", from)
                .with("To", to)
                .with("Call-ID", callId)
                .with("CSeq", sequence + " " + method);
    }

    abstract String remoteUri();

    final void speak() {
        sound.ifPresent(PhoneSound::speak);
    }

    final void phase(Phase next) {
        if (isOver()) return;
        phase = next;
        phone.changed(this);
    }

    final void end(PhoneEnding how) {
        if (isOver()) return;
        ending = Optional.of(how);
        sound.ifPresent(PhoneSound::close);
        later.ifPresent(Timer::cancel);
        offers.close();
        referral.stop();
        phase(Phase.ENDED);
        phone.over(this);
    }

    @Override
    public final String toString() {
        String far = remoteTag.isEmpty() ? "" : ", gateway's tag " + remoteTag;
        return phase + ending.map(how -> " " + how).orElse("") + ", Call-ID " + callId + far;
    }
}
