# The decoder of every family, as TorchScript. Java packs this text into an archive with the attributes below filled in
# from the model's config, and hands in the weights; see Decoder.java.
#
# B batch   T tokens   H hidden   N query heads   K key/value heads   G = N / K   D head size   R rotary size
# I intermediate   V vocabulary   L layers   S rows of the cache   C tokens a row of the cache holds
# P trunks   M most rows of a trunk
#
# In serialised TorchScript a dtype is a number (4 int64, 6 float32, 7 float64, 11 bool, 15 bfloat16) and every cast is
# spelled out.
class Decoder(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool
  layers : int
  heads : int
  key_value_heads : int
  head_size : int
  rotary_size : int
  norm_epsilon : float
  rotary_scale : float        # what sines and cosines are multiplied by
  windows : List[int]         # a layer's tokens see so many last tokens; 0 for all
  frequencies : Tensor        # [2, R / 2] radians a position: for sequences within the first context, and beyond
  weights : List[Tensor]      # embedding, 12 a layer (see layer), final norm, output; absent ones have no elements
  keys : List[Tensor]         # a layer's cache: [S, K, C, D]
  values : List[Tensor]

  # ---- weights ----

  def set_weights(self: __torch__.Decoder, weights: List[Tensor]) -> int:
    self.weights = weights
    return len(weights)

  # Java can't make bfloat16 tensors.
  def set_bfloat16_weights(self: __torch__.Decoder, shapes: List[List[int]]) -> int:
    weights: List[Tensor] = []
    for i in range(len(shapes)):
      weights.append(torch.zeros(shapes[i], dtype=15))
    self.weights = weights
    return len(weights)

  # Writes rows [row, row + rows of chunk) of a weight, cast to its type.
  def write_rows(self: __torch__.Decoder, weight: int, row: int, chunk: Tensor) -> int:
    end = row + torch.size(chunk, 0)
    torch.copy_(torch.slice(self.weights[weight], 0, row, end, 1), chunk)
    return end

  # Writes columns [column, column + rows of chunk) of a weight, cast to its type.
  def write_columns(self: __torch__.Decoder, weight: int, column: int, chunk: Tensor) -> int:
    end = column + torch.size(chunk, 0)
    torch.copy_(torch.slice(self.weights[weight], 1, column, end, 1), torch.t(chunk))
    return end

  # ---- one layer ----

  # x [B, T, in], weight [in, out]: in this order of dimensions the product of few rows is up to twice as fast.
  def linear(self: __torch__.Decoder, x: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
    y = torch.matmul(x, weight)
    if torch.gt(torch.numel(bias), 0):
      y = torch.add_(y, bias)
    return y

  # z + x W + b, in one pass
  def add_linear(self: __torch__.Decoder, z: Tensor, x: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
    y = torch.view_as(torch.addmm(torch.flatten(z, 0, 1), torch.flatten(x, 0, 1), weight), z)
    if torch.gt(torch.numel(bias), 0):
      y = torch.add_(y, bias)
    return y

  # x / sqrt(mean(x^2) + epsilon) times the gain; x itself if there is no gain
  def norm(self: __torch__.Decoder, x: Tensor, gain: Tensor) -> Tensor:
    y = x
    if torch.gt(torch.numel(gain), 0):
      length = torch.linalg_vector_norm(x, 2, [-1], True, dtype=6)              # [..., 1]
      size = torch.rsqrt(torch.div(length * length, torch.size(x, -1)) + self.norm_epsilon)
      y = torch.to(torch.to(x, 6) * size, ops.prim.dtype(x)) * gain
    return y

  # Turns the first R numbers of each head by its position's angles; number i pairs with i + R / 2. x: [B, T, heads, D]
  def rotate(self: __torch__.Decoder, x: Tensor, cosines: Tensor, sines: Tensor) -> Tensor:
    R = self.rotary_size
    D = self.head_size
    turned = x
    if torch.lt(R, D):
      turned = torch.slice(x, 3, 0, R, 1)                                       # [B, T, heads, R]
    first, second = torch.chunk(turned, 2, -1)
    turned = torch.addcmul(turned * cosines, torch.cat([second, first], -1), sines)
    if torch.lt(R, D):
      turned = torch.cat([turned, torch.slice(x, 3, R, D, 1)], -1)
    return turned                                                               # [B, T, heads, D]

  # Queries and keys, turned, and values of x [B, T, H]: [B, T, N, D], [B, T, K, D], [B, T, K, D].
  def project(self: __torch__.Decoder, x: Tensor, w: List[Tensor], cosines: Tensor, sines: Tensor) -> Tuple[Tensor, Tensor, Tensor]:
    N = self.heads
    K = self.key_value_heads
    qkv = torch.view(self.linear(x, w[1], w[2]), [torch.size(x, 0), torch.size(x, 1), N + 2 * K, self.head_size])
    qk, v = torch.split_with_sizes(qkv, [N + K, K], 2)
    if torch.gt(torch.numel(w[3]), 0):
      q, k = torch.split_with_sizes(qk, [N, K], 2)
      qk = torch.cat([self.norm(q, w[3]), self.norm(k, w[4])], 2)
    q, k = torch.split_with_sizes(self.rotate(qk, cosines, sines), [N, K], 2)
    return (q, k, v)

  # Attention of q [B, T, N, D] to k, v [B, K, keys, D] under a mask added to the scores: [B, T, N * D]. A key/value
  # head's G query heads become more queries, [B, K, T * G, D], so that no key is copied for them.
  def attend(self: __torch__.Decoder, q: Tensor, k: Tensor, v: Tensor, mask: Tensor) -> Tensor:
    B = torch.size(q, 0)
    T = torch.size(q, 1)
    N = self.heads
    K = self.key_value_heads
    D = self.head_size
    if torch.gt(T, 1):
      q = torch.transpose(torch.view(q, [B, T, K, N // K, D]), 1, 2)            # [B, K, T, G, D]
    q = torch.reshape(q, [B, K, T * (N // K), D])
    y = torch.scaled_dot_product_attention(q, k, v, mask, 0., False)
    if torch.gt(T, 1):
      y = torch.transpose(torch.view(y, [B, K, T, N // K, D]), 1, 2)            # [B, T, K, G, D]
    return torch.reshape(y, [B, T, N * D])

  # w: attention norm, query|key|value and bias, query norm, key norm, output and bias,
  #    feed-forward norm, gate|up and bias, down and bias
  def layer(self: __torch__.Decoder, x: Tensor, w: List[Tensor], cosines: Tensor, sines: Tensor, mask: Tensor) -> Tensor:
    q, k, v = self.project(self.norm(x, w[0]), w, cosines, sines)
    y = self.attend(q, torch.transpose(k, 1, 2), torch.transpose(v, 1, 2), mask)
    return self.after_attention(x, y, w)

  # Writes the keys and values of new tokens, [B, T, K, D], to their places, [B * T * K] of the cache's [S * K * C].
  def remember(self: __torch__.Decoder, i: int, k: Tensor, v: Tensor, places: Tensor) -> int:
    D = self.head_size
    torch.index_copy_(torch.view(self.keys[i], [-1, D]), 0, places, torch.reshape(k, [-1, D]))
    torch.index_copy_(torch.view(self.values[i], [-1, D]), 0, places, torch.reshape(v, [-1, D]))
    return i

  # What a layer adds to x once it has attended to y [B, T, N * D].
  def after_attention(self: __torch__.Decoder, x: Tensor, y: Tensor, w: List[Tensor]) -> Tensor:
    x = self.add_linear(x, y, w[5], w[6])
    gate, up = torch.chunk(self.linear(self.norm(x, w[7]), w[8], w[9]), 2, -1)  # [B, T, I] each
    return self.add_linear(x, torch.silu(gate) * up, w[10], w[11])              # [B, T, H]

  # The first so many tokens of a cache's rows [B], after those of their trunks [B]: [B, K, trunk_seen + seen, D].
  def gather(self: __torch__.Decoder, cache: Tensor, rows: Tensor, seen: int, trunks: Tensor, trunk_seen: int) -> Tensor:
    own = torch.index_select(torch.slice(cache, 2, 0, seen, 1), 0, rows)
    if torch.gt(trunk_seen, 0):
      own = torch.cat([torch.index_select(torch.slice(cache, 2, 0, trunk_seen, 1), 0, trunks), own], 2)
    return own

  # Attention of one token a row, q [B, 1, N, D], to its own keys and values [B, K, seen, D] and to its trunk's
  # [P, K, trunk_seen, D], which all rows of a trunk share. members: [P * M], the rows of each trunk, any row where it
  # has fewer; places: [B], where a row is among the members, any place if it has no trunk; has_trunk: [B, 1, 1, 1]
  def attend_with_trunk(self: __torch__.Decoder, q: Tensor, k: Tensor, v: Tensor, trunk_k: Tensor, trunk_v: Tensor, members: Tensor, places: Tensor, has_trunk: Tensor, mask: Tensor, trunk_mask: Tensor) -> Tensor:
    B = torch.size(q, 0)
    P = torch.size(trunk_k, 0)
    M = torch.size(members, 0) // P
    K = self.key_value_heads
    G = self.heads // K
    D = self.head_size
    near = torch.size(k, 2)
    far = torch.size(trunk_k, 2)
    q = torch.reshape(q, [B, K, G, D]) * (D ** -0.5)
    scores = torch.matmul(q, torch.transpose(k, 2, 3)) + mask                   # [B, K, G, near]
    trunk_scores = torch.matmul(self.by_trunk(q, members, P, M), torch.transpose(trunk_k, 2, 3))
    trunk_scores = self.by_row(trunk_scores, places, M) + trunk_mask            # [B, K, G, far]
    shares = torch.softmax(torch.cat([trunk_scores, scores], -1), -1)
    trunk_shares, own_shares = torch.split_with_sizes(shares, [far, near], -1)
    y = torch.matmul(own_shares, v)                                             # [B, K, G, D]
    trunk_y = torch.matmul(self.by_trunk(trunk_shares, members, P, M), trunk_v)
    y = torch.addcmul(y, self.by_row(trunk_y, places, M), has_trunk)
    return torch.reshape(y, [B, 1, self.heads * D])

  # [B, K, G, any] to [P, K, M * G, any]
  def by_trunk(self: __torch__.Decoder, x: Tensor, members: Tensor, P: int, M: int) -> Tensor:
    K = self.key_value_heads
    G = self.heads // K
    last = torch.size(x, 3)
    return torch.reshape(torch.transpose(torch.view(torch.index_select(x, 0, members), [P, M, K, G, last]), 1, 2), [P, K, M * G, last])

  # [P, K, M * G, any] to [B, K, G, any]
  def by_row(self: __torch__.Decoder, x: Tensor, places: Tensor, M: int) -> Tensor:
    K = self.key_value_heads
    G = self.heads // K
    P = torch.size(x, 0)
    last = torch.size(x, 3)
    x = torch.reshape(torch.transpose(torch.view(x, [P, K, M, G, last]), 1, 2), [P * M, K, G, last])
    return torch.index_select(x, 0, places)

  # ---- positions and masks ----

  # Cosines and sines of each token's angles, [B, T, 1, R]: the second half repeats the first, and the first half's
  # sines are negated because the number there gives what is subtracted.
  def turns(self: __torch__.Decoder, positions: Tensor, beyond: Tensor, dtype: int) -> Tuple[Tensor, Tensor]:
    row = torch.unsqueeze(torch.index_select(self.frequencies, 0, beyond), 1)   # [B, 1, R / 2]
    angles = torch.unsqueeze(torch.unsqueeze(torch.to(positions, 6), 2) * row, 2)               # [B, T, 1, R / 2]
    cosines = torch.cos(angles) * self.rotary_scale
    sines = torch.sin(angles) * self.rotary_scale
    cosines = torch.to(torch.cat([cosines, cosines], -1), dtype)
    return (cosines, torch.to(torch.cat([torch.neg(sines), sines], -1), dtype))

  # [B, 1, T * G, keys] (or [B, 1, 1, keys] for single tokens), from which keys each query sees, [B, T, keys]: 0 for
  # those, a large negative number elsewhere; not infinity, which would make a row that sees nothing NaN.
  def mask(self: __torch__.Decoder, sees: Tensor, dtype: int) -> Tensor:
    B = torch.size(sees, 0)
    T = torch.size(sees, 1)
    keys = torch.size(sees, 2)
    G = self.heads // self.key_value_heads
    if torch.gt(T, 1):
      sees = torch.reshape(torch.expand(torch.unsqueeze(sees, 2), [B, T, G, keys]), [B, T * G, keys])
    zeros = torch.to(torch.zeros_like(sees, dtype=6), dtype)
    return torch.unsqueeze(torch.masked_fill(zeros, torch.logical_not(sees), -1e30), 1)

  # Which keys, by their index, lie at or before a query's and within the window: [B, T, keys]. queries: [B, T]
  def near(self: __torch__.Decoder, queries: Tensor, keys: int, window: int) -> Tensor:
    distance = torch.unsqueeze(queries, 2) - torch.view(torch.arange(keys), [1, 1, keys])
    near = torch.ge(distance, 0)
    if torch.gt(window, 0):
      near = torch.logical_and(near, torch.lt(distance, window))
    return near

  # Which keys of their trunks queries at positions [B, T] see; offsets: [B, 1], how much of it belongs to the row.
  def near_in_trunk(self: __torch__.Decoder, positions: Tensor, offsets: Tensor, keys: int, window: int) -> Tensor:
    own = torch.lt(torch.view(torch.arange(keys), [1, 1, keys]), torch.unsqueeze(offsets, 2))
    return torch.logical_and(self.near(positions, keys, window), own)

  # ---- whole sequences ----

  # tokens, positions: [B, T] int64; valid: [B, T] bool, false for padding; beyond: [B] int64, the row of frequencies
  def hidden(self: __torch__.Decoder, tokens: Tensor, positions: Tensor, valid: Tensor, beyond: Tensor) -> Tensor:
    weights = self.weights
    T = torch.size(tokens, 1)
    x = torch.embedding(weights[0], tokens)                                     # [B, T, H]
    dtype = ops.prim.dtype(x)
    cosines, sines = self.turns(positions, beyond, dtype)
    index = torch.expand_as(torch.unsqueeze(torch.arange(T), 0), tokens)
    window = -1
    mask = x
    for i in range(self.layers):
      if torch.ne(self.windows[i], window):
        window = self.windows[i]
        mask = self.mask(torch.logical_and(self.near(index, T, window), torch.unsqueeze(valid, 1)), dtype)
      start = 1 + 12 * i
      x = self.layer(x, torch.slice(weights, start, start + 12, 1), cosines, sines, mask)
    return self.norm(x, weights[1 + 12 * self.layers])                          # [B, T, H]

  # Scores of the next token, float32, from normed hidden states.
  def score(self: __torch__.Decoder, x: Tensor) -> Tensor:
    output = self.weights[2 + 12 * self.layers]
    if torch.eq(torch.numel(output), 0):
      output = self.weights[0]
    return torch.to(torch.linear(x, output), 6)

  def logits(self: __torch__.Decoder, tokens: Tensor, positions: Tensor, valid: Tensor, beyond: Tensor) -> Tensor:
    return self.score(self.hidden(tokens, positions, valid, beyond))            # [B, T, V]

  # [B, T]: log-probability of each token given those before it; 0 for the first token of a row and for padding.
  def token_log_probs(self: __torch__.Decoder, tokens: Tensor, positions: Tensor, valid: Tensor, beyond: Tensor) -> Tensor:
    B = torch.size(tokens, 0)
    T = torch.size(tokens, 1)
    logits = torch.slice(self.logits(tokens, positions, valid, beyond), 1, 0, T - 1, 1)
    next = torch.unsqueeze(torch.slice(tokens, 1, 1, T, 1), 2)
    chosen = torch.squeeze(torch.gather(torch.log_softmax(logits, -1), 2, next), 2)            # [B, T - 1]
    judged = torch.logical_and(torch.slice(valid, 1, 0, T - 1, 1), torch.slice(valid, 1, 1, T, 1))
    chosen = torch.masked_fill(chosen, torch.logical_not(judged), 0.)
    return torch.cat([torch.zeros([B, 1], dtype=6), chosen], 1)

  # ---- the cache ----

  # Gives the cache room for so many rows of so many tokens; what it holds within that stays.
  def resize_cache(self: __torch__.Decoder, rows: int, tokens: int) -> int:
    keys: List[Tensor] = []
    values: List[Tensor] = []
    shape = [rows, self.key_value_heads, tokens, self.head_size]
    for i in range(self.layers):
      k = torch.zeros(shape, dtype=ops.prim.dtype(self.weights[0]), device=ops.prim.device(self.weights[0]))
      v = torch.zeros(shape, dtype=ops.prim.dtype(self.weights[0]), device=ops.prim.device(self.weights[0]))
      if torch.gt(len(self.keys), 0):
        S = ops.prim.min([rows, torch.size(self.keys[i], 0)])
        C = ops.prim.min([tokens, torch.size(self.keys[i], 2)])
        torch.copy_(self.part(k, 0, S, C), self.part(self.keys[i], 0, S, C))
        torch.copy_(self.part(v, 0, S, C), self.part(self.values[i], 0, S, C))
      keys.append(k)
      values.append(v)
    self.keys = keys
    self.values = values
    return rows * tokens

  def release_cache(self: __torch__.Decoder) -> int:
    none: List[Tensor] = []
    self.keys = none
    self.values = none
    return 0

  # The first so many tokens of rows [row, end).
  def part(self: __torch__.Decoder, cache: Tensor, row: int, end: int, tokens: int) -> Tensor:
    return torch.slice(torch.slice(cache, 0, row, end, 1), 2, 0, tokens, 1)

  # Copies a row's first so many tokens to rows [first, end).
  def copy_row(self: __torch__.Decoder, row: int, first: int, end: int, tokens: int) -> int:
    for i in range(self.layers):
      keys = self.keys[i]
      values = self.values[i]
      torch.copy_(self.part(keys, first, end, tokens), self.part(keys, row, row + 1, tokens))
      torch.copy_(self.part(values, first, end, tokens), self.part(values, row, row + 1, tokens))
    return tokens

  # A row may go on from a trunk: another row whose first tokens, as many as its offset, come before its own.

  # Where in the cache tokens at these positions [B, T] of rows [B] stand: [B * T * K].
  def places(self: __torch__.Decoder, positions: Tensor, offsets: Tensor, rows: Tensor) -> Tensor:
    K = self.key_value_heads
    C = torch.size(self.keys[0], 2)
    starts = (torch.view(rows, [-1, 1, 1]) * K + torch.view(torch.arange(K), [1, 1, K])) * C    # [B, 1, K]
    return torch.flatten(starts + torch.unsqueeze(positions - offsets, 2))

  # Appends tokens [B, T] to rows [B] and scores what follows the last one of each, at index last [B] of [B * T]: [B, V].
  # offsets: [B, 1]. What stands at padding's positions in the cache is overwritten before it is seen.
  def extend(self: __torch__.Decoder, tokens: Tensor, positions: Tensor, beyond: Tensor, rows: Tensor, seen: int, trunks: Tensor, offsets: Tensor, trunk_seen: int, last: Tensor) -> Tensor:
    x = torch.embedding(self.weights[0], tokens)                                # [B, T, H]
    dtype = ops.prim.dtype(x)
    cosines, sines = self.turns(positions, beyond, dtype)
    places = self.places(positions, offsets, rows)
    window = -1
    mask = x
    for i in range(self.layers):
      if torch.ne(self.windows[i], window):
        window = self.windows[i]
        near = self.near(positions - offsets, seen, window)
        if torch.gt(trunk_seen, 0):
          near = torch.cat([self.near_in_trunk(positions, offsets, trunk_seen, window), near], 2)
        mask = self.mask(near, dtype)
      w = torch.slice(self.weights, 1 + 12 * i, 13 + 12 * i, 1)
      q, k, v = self.project(self.norm(x, w[0]), w, cosines, sines)
      written = self.remember(i, k, v, places)
      k = self.gather(self.keys[i], rows, seen, trunks, trunk_seen)
      v = self.gather(self.values[i], rows, seen, trunks, trunk_seen)
      x = self.after_attention(x, self.attend(q, k, v, mask), w)
    x = torch.index_select(torch.flatten(x, 0, 1), 0, last)                     # [B, H]
    return self.score(self.norm(x, self.weights[1 + 12 * self.layers]))

  # Appends one token to each of the first B rows, and draws the next: see draw. tokens, positions, offsets: [B, 1];
  # trunks: [P], none if no row has one; members and places: see attend_with_trunk
  def step(self: __torch__.Decoder, tokens: Tensor, positions: Tensor, beyond: Tensor, rows: Tensor, seen: int, trunks: Tensor, offsets: Tensor, trunk_seen: int, members: Tensor, places: Tensor, shape: Tensor, greedy: bool, shaped: bool, penalised: Tensor) -> Tensor:
    B = torch.size(tokens, 0)
    x = torch.embedding(self.weights[0], tokens)                                # [B, 1, H]
    dtype = ops.prim.dtype(x)
    cosines, sines = self.turns(positions, beyond, dtype)
    new_places = self.places(positions, offsets, rows)
    has_trunk = torch.view(torch.to(torch.gt(offsets, 0), dtype), [B, 1, 1, 1])
    window = -1
    mask = x
    trunk_mask = x
    for i in range(self.layers):
      if torch.ne(self.windows[i], window):
        window = self.windows[i]
        mask = self.mask(self.near(positions - offsets, seen, window), dtype)
        trunk_mask = self.mask(self.near_in_trunk(positions, offsets, trunk_seen, window), dtype)
      w = torch.slice(self.weights, 1 + 12 * i, 13 + 12 * i, 1)
      q, k, v = self.project(self.norm(x, w[0]), w, cosines, sines)
      written = self.remember(i, k, v, new_places)
      k = self.part(self.keys[i], 0, B, seen)
      v = self.part(self.values[i], 0, B, seen)
      if torch.gt(trunk_seen, 0):
        trunk_k = torch.index_select(torch.slice(self.keys[i], 2, 0, trunk_seen, 1), 0, trunks)
        trunk_v = torch.index_select(torch.slice(self.values[i], 2, 0, trunk_seen, 1), 0, trunks)
        y = self.attend_with_trunk(q, k, v, trunk_k, trunk_v, members, places, has_trunk, mask, trunk_mask)
      else:
        y = self.attend(q, k, v, mask)
      x = self.after_attention(x, y, w)
    x = torch.squeeze(self.norm(x, self.weights[1 + 12 * self.layers]), 1)
    return self.draw(self.score(x), shape, greedy, shaped, penalised)

  # ---- sampling ----

  # shape: [B, 6] float32: temperature (0 for greedy), top-k (0 for all), top-p, min-p, repetition penalty, and a
  # uniform number in [0, 1) that decides. penalised: [B, any] int64, tokens that the penalty holds for.

  # Scores as the settings change them, in the order of transformers: penalty, temperature, top-k, top-p, min-p.
  def reshape_scores(self: __torch__.Decoder, scores: Tensor, shape: Tensor, penalised: Tensor) -> Tensor:
    V = torch.size(scores, 1)
    temperature, top_k, top_p, min_p, penalty, uniform = torch.split(shape, 1, 1)
    lowest = -float("inf")
    if torch.gt(torch.size(penalised, 1), 0):
      old = torch.gather(scores, 1, penalised)
      scores = torch.scatter(scores, 1, penalised, torch.where(torch.lt(old, 0), old * penalty, torch.div(old, penalty)))
    scores = torch.div(scores, self.divisor(temperature))
    k = torch.to(torch.where(torch.eq(top_k, 0), torch.full_like(top_k, V), top_k), 4)
    sorted, order = torch.sort(scores, -1, True)                                # [B, V], the largest first
    least = torch.gather(sorted, 1, torch.clamp(k, None, V) - 1)                # [B, 1]
    scores = torch.masked_fill(scores, torch.lt(scores, least), lowest)
    sorted = torch.masked_fill(sorted, torch.lt(sorted, least), lowest)
    # A token stays while those after it, itself included, hold more than 1 - p.
    tail = torch.flip(torch.cumsum(torch.softmax(torch.flip(sorted, [1]), -1), -1), [1])
    cut = torch.logical_and(torch.le(tail, torch.rsub(top_p, 1.)), torch.lt(top_p, 1.))
    cut = torch.cat([torch.zeros_like(torch.slice(cut, 1, 0, 1, 1)), torch.slice(cut, 1, 1, V, 1)], 1)
    scores = torch.masked_fill(scores, torch.scatter(cut, 1, order, cut), lowest)
    likely = torch.softmax(scores, -1)
    return torch.masked_fill(scores, torch.lt(likely, torch.amax(likely, [-1], True) * min_p), lowest)

  # A greedy row isn't divided.
  def divisor(self: __torch__.Decoder, temperature: Tensor) -> Tensor:
    return torch.where(torch.eq(temperature, 0), torch.ones_like(temperature), temperature)

  # The probabilities that a draw has: [B, V]
  def distribution(self: __torch__.Decoder, logits: Tensor, shape: Tensor, penalised: Tensor) -> Tensor:
    return torch.softmax(self.reshape_scores(logits, shape, penalised), -1)

  # For each row the first place where the running sum of shares [B, V] exceeds point [B, 1]: [B, 1] int64. In two
  # levels, blocks and places in a block, since a running sum over a whole vocabulary is slow.
  def locate(self: __torch__.Decoder, shares: Tensor, uniform: Tensor) -> Tensor:
    B = torch.size(shares, 0)
    V = torch.size(shares, 1)
    size = 64
    blocks = (V + size - 1) // size
    shares = torch.view(torch.constant_pad_nd(shares, [0, blocks * size - V], 0), [B, blocks, size])
    ends = torch.cumsum(torch.sum(shares, [-1]), -1)                            # [B, blocks]
    point = uniform * torch.slice(ends, 1, blocks - 1, blocks, 1)               # [B, 1]
    block = torch.clamp(torch.searchsorted(ends, point, right=True), None, blocks - 1)
    inside = torch.squeeze(torch.gather(shares, 1, torch.expand(torch.unsqueeze(block, 2), [B, 1, size])), 1)
    within = torch.cumsum(inside, -1)                                           # [B, size]
    before = torch.gather(ends, 1, block) - torch.slice(within, 1, size - 1, size, 1)
    place = torch.searchsorted(within, point - before, right=True)
    # Rounding may put the point at a block's very end, after its last token that has a share.
    most = torch.argmax(torch.gt(inside, 0) * torch.arange(1, size + 1), -1, True)
    return block * size + torch.minimum(place, most)

  # [B, 3] float64: the token drawn, its log-probability at temperature 1, and at the row's temperature (both before
  # penalty and truncation). greedy: whether any row is; shaped: whether any row's settings differ from temperature 1
  # and greedy.
  def draw(self: __torch__.Decoder, logits: Tensor, shape: Tensor, greedy: bool, shaped: bool, penalised: Tensor) -> Tensor:
    temperature = torch.slice(shape, 1, 0, 1, 1)
    shares = torch.softmax(logits, -1)                                          # [B, V]
    scores = logits
    drawn_from = shares
    if shaped:
      scores = self.reshape_scores(logits, shape, penalised)
      drawn_from = torch.softmax(scores, -1)
    token = self.locate(drawn_from, torch.slice(shape, 1, 5, 6, 1))             # [B, 1]
    if greedy:
      token = torch.where(torch.eq(temperature, 0), torch.argmax(scores, -1, True), token)
    plain = self.log_share(logits, shares, token)
    tempered = plain
    if shaped:
      logits = torch.div(logits, self.divisor(temperature))
      tempered = self.log_share(logits, torch.softmax(logits, -1), token)
    return torch.cat([torch.to(token, 7), torch.to(plain, 7), torch.to(tempered, 7)], 1)

  # The logarithm of softmax's shares of scores [B, V] at one token a row [B, 1]; by way of the largest share, since the
  # token's own may be too small for a float.
  def log_share(self: __torch__.Decoder, scores: Tensor, shares: Tensor, token: Tensor) -> Tensor:
    below = torch.gather(scores, 1, token) - torch.amax(scores, [-1], True)
    return below + torch.log(torch.amax(shares, [-1], True))

  # The same from row rows[i] of the scores for each i.
  def draw_from(self: __torch__.Decoder, logits: Tensor, rows: Tensor, shape: Tensor, greedy: bool, shaped: bool, penalised: Tensor) -> Tensor:
    return self.draw(torch.index_select(logits, 0, rows), shape, greedy, shaped, penalised)
