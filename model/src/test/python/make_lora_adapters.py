#!/usr/bin/env python3
"""Adapters that PEFT wrote for fixture checkpoints, and the logits that it computes with them.

    python make_lora_adapters.py ../resources/fixtures        # writes lora/<name>/

    python make_lora_adapters.py --check CHECKPOINT ADAPTER MERGED

The second form loads an adapter that this project wrote into PEFT, and the folder it was merged into into transformers,
and prints how far their logits are apart.

Made with PEFT 0.21.2, transformers 5.23.0, torch 2.15.0, on the CPU, in float32.
"""
import json
import pathlib
import shutil
import sys

import torch
from peft import LoraConfig, PeftModel, get_peft_model
from transformers import AutoModelForCausalLM

TOKENS = [5, 17, 99, 42, 7, 256, 31, 11, 12, 13]
CASES = [  # checkpoint, targets, rank, alpha
    ("qwen2-tied", ["q_proj", "v_proj"], 4, 8),
    ("qwen3", "all-linear", 3, 5),
    ("phi3-4k", ["qkv_proj", "gate_up_proj", "down_proj"], 2, 4),
]


def base(folder):
    return AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32).eval()


def logits(model):
    with torch.no_grad():
        return model(torch.tensor([TOKENS])).logits[0]


def make(root):
    for index, (name, targets, rank, alpha) in enumerate(CASES):
        torch.manual_seed(20250527 + index)
        config = LoraConfig(r=rank, lora_alpha=alpha, target_modules=targets, task_type="CAUSAL_LM", lora_dropout=0.05)
        model = get_peft_model(base(root / name), config).eval()
        for parameter_name, parameter in model.named_parameters():
            if ".lora_B." in parameter_name:
                torch.nn.init.normal_(parameter, std=0.05)
        folder = root / "lora" / name
        shutil.rmtree(folder, ignore_errors=True)
        model.save_pretrained(folder)
        (folder / "README.md").unlink()  # a model card without content
        path = folder / "adapter_config.json"
        written = json.loads(path.read_text())
        written["base_model_name_or_path"] = name  # not where it lay when this ran
        written["target_modules"] = sorted(written["target_modules"])  # PEFT writes a set
        path.write_text(json.dumps(written, indent=2, sort_keys=True))
        adapted = logits(model)
        with model.disable_adapter():
            change = (adapted - logits(model)).abs().max().item()
        reference = {"tokens": TOKENS, "logits": adapted.flatten().tolist()}
        (folder / "reference.json").write_text(json.dumps(reference))
        print(f"{name}: the adapter changes logits by up to {change:.3f}")


def check(checkpoint, adapter, merged):
    plain = logits(base(checkpoint))
    adapted = logits(PeftModel.from_pretrained(base(checkpoint), adapter))
    apart = (adapted - logits(base(merged))).abs().max().item()
    print(f"PEFT and merged differ by {apart:.2e}; from the base by {(adapted - plain).abs().max().item():.2e}")


if __name__ == "__main__":
    if sys.argv[1] == "--check":
        check(*sys.argv[2:])
    else:
        make(pathlib.Path(sys.argv[1]))
