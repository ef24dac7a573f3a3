/* The least that a gateway between pages and phones can do: RTP on one side, SRTP (AES_CM_128_HMAC_SHA1_80) on the other, a port for each leg,
 * its socket connected, one thread, nothing else. It is the limit beside which ./ringdown bench sound sets gateways: no SIP, ICE, DTLS, RTCP.
 *
 * Each line of standard input is a call: HOST PLAIN-PORT THEIR-HOST THEIR-PORT SRTP-PORT THEIR-PORT THEIR-KEY OUR-KEY (keys: key and salt, in
 * hex); "end" ends all calls, and the end of the input the program. */
#define OPENSSL_SUPPRESS_DEPRECATED
#include <arpa/inet.h>
#include <fcntl.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/sha.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

enum { CALLS = 4096, EVENTS = 256, LONGEST = 2048, TAG = 10, KEY = 16, SALT = 14, PLAIN = 0, SRTP = 1, INPUT = -1 };

struct direction {
    EVP_CIPHER_CTX *cipher;
    SHA_CTX inner, outer; /* after HMAC's pads, so that a packet costs no more than itself */
    uint8_t salt[SALT];
    uint32_t rollover;
    uint16_t latest;
    uint64_t window; /* bit n: the packet n before the latest was there */
    int started;
};

struct call {
    int socket[2];
    struct direction in, out; /* of the side with SRTP */
};

static struct call calls[CALLS];
static int count, queue;

static void die(const char *what) {
    perror(what);
    exit(1);
}

/* RFC 3711 section 4.3: label 0 is the cipher's key, 1 the authentication's, 2 the salt. */
static void derive(const uint8_t *master, int label, uint8_t *to, int size) {
    uint8_t iv[16] = {0}, nothing[64] = {0};
    int written;
    memcpy(iv, master + KEY, SALT);
    iv[7] ^= label;
    EVP_CIPHER_CTX *cipher = EVP_CIPHER_CTX_new();
    EVP_EncryptInit_ex(cipher, EVP_aes_128_ctr(), NULL, master, iv);
    EVP_EncryptUpdate(cipher, to, &written, nothing, size);
    EVP_CIPHER_CTX_free(cipher);
}

static void pad(SHA_CTX *state, const uint8_t *key, uint8_t with) {
    uint8_t block[64];
    for (int i = 0; i < 64; i++) block[i] = with ^ (i < 20 ? key[i] : 0);
    SHA1_Init(state);
    SHA1_Update(state, block, sizeof block);
}

static void key(struct direction *it, const char *hex) {
    uint8_t master[KEY + SALT], cipher[KEY], authentication[20];
    for (int i = 0; i < KEY + SALT; i++) {
        unsigned byte = 0;
        sscanf(hex + 2 * i, "%2x", &byte);
        master[i] = byte;
    }
    memset(it, 0, sizeof *it);
    derive(master, 0, cipher, sizeof cipher);
    derive(master, 1, authentication, sizeof authentication);
    derive(master, 2, it->salt, SALT);
    pad(&it->inner, authentication, 0x36);
    pad(&it->outer, authentication, 0x5c);
    it->cipher = EVP_CIPHER_CTX_new();
    EVP_EncryptInit_ex(it->cipher, EVP_aes_128_ctr(), NULL, cipher, NULL);
}

static int header(const uint8_t *packet, int size) {
    int length = 12 + 4 * (packet[0] & 15);
    if ((packet[0] & 0x10) && size >= length + 4) length += 4 + 4 * (packet[length + 2] << 8 | packet[length + 3]);
    return length;
}

static void xor_keystream(struct direction *it, uint8_t *packet, int from, int to, uint32_t rollover) {
    uint8_t iv[16] = {0};
    int written;
    memcpy(iv, it->salt, SALT);
    for (int i = 0; i < 4; i++) iv[4 + i] ^= packet[8 + i];
    for (int i = 0; i < 4; i++) iv[8 + i] ^= rollover >> (24 - 8 * i);
    iv[12] ^= packet[2];
    iv[13] ^= packet[3];
    EVP_EncryptInit_ex(it->cipher, NULL, NULL, NULL, iv);
    EVP_EncryptUpdate(it->cipher, packet + from, &written, packet + from, to - from);
}

static void tag(struct direction *it, const uint8_t *packet, int size, uint32_t rollover, uint8_t *to) {
    SHA_CTX state = it->inner;
    uint32_t counter = htonl(rollover);
    SHA1_Update(&state, packet, size);
    SHA1_Update(&state, &counter, sizeof counter);
    SHA1_Final(to, &state);
    state = it->outer;
    SHA1_Update(&state, to, 20);
    SHA1_Final(to, &state);
}

static int seal(struct direction *it, uint8_t *packet, int size) {
    uint16_t sequence = packet[2] << 8 | packet[3];
    uint8_t hash[20];
    int from = header(packet, size);
    if (from > size) return -1;
    if (it->started && sequence < it->latest && (uint16_t)(sequence - it->latest) < 0x8000) it->rollover++;
    it->started = 1;
    it->latest = sequence;
    xor_keystream(it, packet, from, size, it->rollover);
    tag(it, packet, size, it->rollover, hash);
    memcpy(packet + size, hash, TAG);
    return size + TAG;
}

/* Section 3.3: the index is guessed, the tag proves it, and only then the window moves. */
static int open_(struct direction *it, uint8_t *packet, int size) {
    uint16_t sequence = packet[2] << 8 | packet[3];
    uint32_t rollover = it->rollover;
    uint8_t hash[20];
    size -= TAG;
    int from = header(packet, size);
    if (size < 12 || from > size) return -1;
    if (it->started && it->latest < 0x8000 && (int)sequence - it->latest > 0x8000) rollover--;
    if (it->started && it->latest >= 0x8000 && (int)it->latest - 0x8000 > sequence) rollover++;
    int64_t ahead = it->started ? ((int64_t)rollover << 16 | sequence) - ((int64_t)it->rollover << 16 | it->latest) : 1;
    if (ahead <= -64 || (ahead <= 0 && it->window >> -ahead & 1)) return -1;
    tag(it, packet, size, rollover, hash);
    if (CRYPTO_memcmp(hash, packet + size, TAG)) return -1;
    xor_keystream(it, packet, from, size, rollover);
    if (ahead > 0) {
        it->window = ahead >= 64 ? 1 : it->window << ahead | 1;
        it->rollover = rollover;
        it->latest = sequence;
        it->started = 1;
    } else {
        it->window |= 1ull << -ahead;
    }
    return size;
}

static void watch(int socket, int32_t call, int side) {
    struct epoll_event event = {EPOLLIN, {.u64 = (uint64_t)(uint32_t)call << 1 | side}};
    if (epoll_ctl(queue, EPOLL_CTL_ADD, socket, &event)) die("epoll_ctl");
}

static struct sockaddr_in address(const char *host, int port) {
    return (struct sockaddr_in){.sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = inet_addr(host)};
}

static int between(const char *host, int port, const char *their_host, int their_port) {
    struct sockaddr_in here = address(host, port), there = address(their_host, their_port);
    int it = socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK, 0);
    if (it < 0) die("socket");
    if (bind(it, (struct sockaddr *)&here, sizeof here)) die("bind");
    if (connect(it, (struct sockaddr *)&there, sizeof there)) die("connect");
    return it;
}

static void begin(const char *line) {
    char host[64], theirs[64], their_key[80], our_key[80];
    int plain, their_plain, srtp, their_srtp;
    if (sscanf(line, "%63s %d %63s %d %d %d %79s %79s", host, &plain, theirs, &their_plain, &srtp, &their_srtp, their_key, our_key) != 8) return;
    if (count == CALLS) return;
    struct call *call = &calls[count];
    key(&call->in, their_key);
    key(&call->out, our_key);
    call->socket[PLAIN] = between(host, plain, theirs, their_plain);
    call->socket[SRTP] = between(host, srtp, theirs, their_srtp);
    watch(call->socket[PLAIN], count, PLAIN);
    watch(call->socket[SRTP], count, SRTP);
    count++;
}

static void end(void) {
    for (int i = 0; i < count; i++) {
        close(calls[i].socket[PLAIN]);
        close(calls[i].socket[SRTP]);
        EVP_CIPHER_CTX_free(calls[i].in.cipher);
        EVP_CIPHER_CTX_free(calls[i].out.cipher);
    }
    count = 0;
}

static void told(void) {
    static char text[65536];
    static int size;
    int more = read(0, text + size, sizeof text - 1 - size);
    if (more == 0) exit(0);
    if (more > 0) size += more;
    text[size] = 0;
    for (char *newline; (newline = strchr(text, '\n'));) {
        *newline = 0;
        if (strcmp(text, "end") == 0) end();
        else begin(text);
        size -= newline + 1 - text;
        memmove(text, newline + 1, size + 1);
    }
}

static void relay(struct call *call, int side) {
    uint8_t packet[LONGEST + TAG];
    int size = recv(call->socket[side], packet, LONGEST, 0);
    if (size < 12 || packet[0] >> 6 != 2) return;
    size = side == SRTP ? open_(&call->in, packet, size) : seal(&call->out, packet, size);
    if (size > 0) send(call->socket[!side], packet, size, 0);
}

int main(void) {
    struct epoll_event events[EVENTS];
    queue = epoll_create1(0);
    fcntl(0, F_SETFL, O_NONBLOCK);
    watch(0, INPUT, 0);
    for (;;) {
        int ready = epoll_wait(queue, events, EVENTS, -1);
        for (int i = 0; i < ready; i++) {
            int32_t call = (int32_t)(events[i].data.u64 >> 1);
            if (call == INPUT) told();
            else if (call < count) relay(&calls[call], events[i].data.u64 & 1);
        }
    }
}
